import type { InitiateRequest } from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import type { StoredObject } from '../../storage/object-storage.ts';
import { ApiError } from '../api-error.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { compositeChecksum } from '../files/composite-checksum.ts';
import { hashFields, type IdempotencyScope, noteBegun, noteFields } from '../idempotency/idempotency.ts';
import type { Caller } from '../principal.ts';
import { chargeOf } from '../quota/charge.ts';
import { releaseBytes, reserveBytes } from '../quota/quota.ts';
import { type Claim, claimLost, claimMs } from './completion-claim.ts';
import { requireAllowedType, requireFewOpen } from './initiate-checks.ts';
import { insertSessions } from './insert-sessions.ts';

interface Receiving {
  readonly workspace: WorkspaceRow;
  readonly fields: InitiateRequest;
  readonly scope: IdempotencyScope | null;
}

/**
 * Records the file, its key and its reservation before the first byte. The session is claimed from the start: nobody can
 * sign for it or cancel it under the request that is receiving, and it expires soon after that request died.
 */
export async function openReceiving(
  context: BackendContext,
  caller: Caller,
  { workspace, fields, scope }: Receiving,
): Promise<Claim> {
  const token = context.identifiers.uuid();
  return context.database.transaction().execute(async (transaction) => {
    const owner = {
      tenant_id: workspace.tenant_id,
      workspace_id: workspace.id,
      user_id: caller.principal.userId,
    };
    await reserveBytes(context, transaction, chargeOf(owner, fields.file_size));
    requireAllowedType(context, fields);
    await requireFewOpen(context, transaction, { caller, more: 1 });
    const [inserted] = await insertSessions(context, transaction, { caller, files: [fields], workspace });
    if (!inserted) throw new Error('Recording one file answered no session');
    const { id } = inserted.session;
    if (scope) await noteBegun(transaction, scope, id);
    const session = await transaction
      .updateTable('upload_sessions')
      .set({
        upload_type: 'direct',
        part_count: 1,
        chunk_size: fields.file_size,
        checksum_algorithm: 'sha256',
        claim_token: token,
        claim_until: context.clock.now() + claimMs,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { token, session };
  });
}

interface Received {
  readonly stored: StoredObject;
  readonly fields: InitiateRequest;
  readonly scope: IdempotencyScope | null;
  readonly actor: Actor;
}

/** Records what has arrived: its size and checksum, and gives back what was reserved beyond it. */
export async function recordReceived(
  context: BackendContext,
  { token, session }: Claim,
  { stored, fields, scope, actor }: Received,
): Promise<Claim> {
  const { sizeBytes, checksum } = stored;
  if (checksum === null) throw new Error(`Storage received session ${session.id} without its checksum`);
  // A body MUST NOT be longer than its request said: no more than that was reserved.
  if (sizeBytes > session.file_size) {
    throw new ApiError('invalid_request', 'The body is longer than its Content-Length');
  }
  const now = context.clock.now();
  const checksumValue = await compositeChecksum('sha256', [checksum]);
  const fieldsHash = await hashReceived({ workspaceId: session.workspace_id, fields, sizeBytes, checksum });
  return context.database.transaction().execute(async (transaction) => {
    const received = await transaction
      .updateTable('upload_sessions')
      .set({
        status: 'uploading',
        file_size: sizeBytes,
        chunk_size: sizeBytes,
        checksum_value: checksumValue,
        received_at: now,
        updated_at: now,
      })
      .where('id', '=', session.id)
      .where('status', '=', 'initiating')
      .where('claim_token', '=', token)
      .returningAll()
      .executeTakeFirst();
    if (!received) throw claimLost(session);
    await transaction
      .updateTable('files')
      .set({ size_bytes: sizeBytes, chunk_size: sizeBytes, updated_at: now })
      .where('id', '=', session.file_id)
      .execute();
    const unusedBytes = session.file_size - sizeBytes;
    if (unusedBytes > 0) await releaseBytes(transaction, chargeOf(session, unusedBytes));
    if (scope) await noteFields(transaction, scope, fieldsHash);
    await recordTransition(context, transaction, {
      actor,
      transition: {
        tenantId: session.tenant_id,
        workspaceId: session.workspace_id,
        subject: 'session',
        id: session.id,
        from: 'initiating',
        to: 'uploading',
      },
    });
    return { token, session: received };
  });
}

/** What makes two single-request uploads the same: place, name, size and content. */
export function hashReceived(received: {
  readonly workspaceId: string;
  readonly fields: Pick<InitiateRequest, 'file_name'>;
  readonly sizeBytes: number;
  readonly checksum: string;
}): Promise<string> {
  return hashFields({
    workspace_id: received.workspaceId,
    file_name: received.fields.file_name,
    file_size: received.sizeBytes,
    sha256: received.checksum,
  });
}
