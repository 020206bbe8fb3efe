import type { InitiateRequest } from '@holdfast/upload-manager/contract';
import type { BlobRow, DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { findBlob, joinBlob } from '../files/blobs.ts';
import { compositeChecksum } from '../files/composite-checksum.ts';
import { isTypeAllowed } from '../files/type-policy.ts';
import { claimMs } from './completion-claim.ts';
import { contentOf, recordActive } from './record-completion.ts';

interface OwnContent {
  readonly session: SessionRow;
  readonly fields: InitiateRequest;
  readonly actor: Actor;
}

/**
 * Completes a session that has just been opened when its user already has an active file with the content it names: there
 * is nothing to send. Whoever only knows a hash gets nothing by it, for the bytes have to be the user's own before.
 */
export async function shareOwnContent(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { session, fields, actor }: OwnContent,
): Promise<SessionRow | null> {
  const { checksum } = fields;
  if (checksum?.algorithm !== 'sha256') return null;
  const checksumValue = await compositeChecksum('sha256', [checksum.value]);
  const content = contentOf(session, checksumValue);
  const found = content && (await findBlob(transaction, content));
  const own = found && (await findOwnFile(transaction, session, found));
  const blob = own && (await joinBlob(transaction, found.id));
  if (!own || !blob) return null;

  const { allowedTypes } = context.settings;
  const evidence = { declared: fields.mime_type ?? '', detected: own.detected_type };
  if (!isTypeAllowed(allowedTypes, evidence)) {
    throw new ApiError('type_not_allowed', 'Files of this type are not allowed', {
      fields: { detected_type: own.detected_type, allowed_types: allowedTypes },
    });
  }
  const token = context.identifiers.uuid();
  const claimed = await transaction
    .updateTable('upload_sessions')
    .set({ claim_token: token, claim_until: context.clock.now() + claimMs })
    .where('id', '=', session.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const work = { claim: { token, session: claimed }, actor, sentParts: [] };
  const outcome = { checksumValue, detectedType: own.detected_type };
  const place = { storageKey: blob.storage_key, blobId: blob.id, isDeduplicated: true };
  await recordActive(context, transaction, { work, outcome, place });
  return { ...claimed, status: 'completed' };
}

function findOwnFile(
  transaction: DatabaseTransaction,
  session: SessionRow,
  blob: BlobRow,
): Promise<Pick<FileRow, 'detected_type'> | undefined> {
  return transaction
    .selectFrom('files')
    .select('detected_type')
    .where('blob_id', '=', blob.id)
    .where('tenant_id', '=', session.tenant_id)
    .where('workspace_id', '=', session.workspace_id)
    .where('user_id', '=', session.user_id)
    .where('status', '=', 'active')
    .executeTakeFirst();
}
