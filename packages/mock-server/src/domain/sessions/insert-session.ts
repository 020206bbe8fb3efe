import { type ChecksumAlgorithm, type InitiateRequest, planUpload } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, SessionRow, WorkspaceRow } from '../../db/schema.ts';
import { temporaryKey } from '../../storage/key-layout.ts';
import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { foldName } from '../files/fold-name.ts';
import { typeOfName } from '../files/type-of-name.ts';
import type { Caller } from '../principal.ts';
import { insertReference } from '../references/insert-reference.ts';

export interface NewSession {
  readonly caller: Caller;
  readonly workspace: WorkspaceRow;
  readonly fields: InitiateRequest;
}

/** How long a session may stay in `initiating` before it counts as the remains of a crash. */
const initiatingMs = 10 * 60 * 1000;

/** Writes the file and its session, `pending` and `initiating`, with their audit events. */
export async function insertSession(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { caller, fields, workspace }: NewSession,
): Promise<SessionRow> {
  const { identifiers, clock, settings } = context;
  const now = clock.now();
  const plan = planUpload(fields.file_size, { targetPartBytes: settings.targetPartBytes });
  const fileId = identifiers.uuid();
  const sessionId = identifiers.uuid();
  const owner = {
    tenant_id: workspace.tenant_id,
    workspace_id: workspace.id,
    user_id: caller.principal.userId,
  };

  await transaction
    .insertInto('files')
    .values({
      ...owner,
      id: fileId,
      status: 'pending',
      failure_reason: null,
      storage_key: temporaryKey(sessionId),
      file_name: fields.file_name,
      name_folded: foldName(fields.file_name),
      size_bytes: fields.file_size,
      mime_type: fields.mime_type || typeOfName(fields.file_name) || 'application/octet-stream',
      detected_type: null,
      checksum_algorithm: null,
      checksum_value: null,
      chunk_size: plan.chunkSize,
      last_modified: fields.last_modified ?? null,
      reference_type: fields.reference_type ?? null,
      reference_id: fields.reference_id ?? null,
      project_id: fields.project_id ?? null,
      scene_id: fields.scene_id ?? null,
      file_type: fields.file_type ?? null,
      category_ids: JSON.stringify(fields.category_ids ?? []),
      metadata: JSON.stringify(fields.metadata ?? {}),
      processing_status: 'none',
      created_at: now,
      updated_at: now,
    })
    .execute();
  if (fields.reference_type !== undefined && fields.reference_id !== undefined) {
    await insertReference(transaction, {
      file: { ...owner, id: fileId },
      reference: { type: fields.reference_type, id: fields.reference_id },
      origin: 'client',
      nowMs: now,
    });
  }
  const session = await transaction
    .insertInto('upload_sessions')
    .values({
      ...owner,
      id: sessionId,
      file_id: fileId,
      status: 'initiating',
      failure_reason: null,
      upload_type: plan.uploadType,
      file_size: fields.file_size,
      chunk_size: plan.chunkSize,
      part_count: plan.partCount,
      checksum_algorithm: chooseAlgorithm(context, fields, plan.uploadType),
      multipart_id: null,
      temp_key: temporaryKey(sessionId),
      checksum_value: null,
      final_key: null,
      client_reference: fields.client_reference ?? null,
      batch_reference: fields.batch_reference ?? null,
      expires_at: now + initiatingMs,
      hard_expires_at: now + settings.sessionMaxMs,
      claim_token: null,
      claim_until: null,
      purged_at: null,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

  const place = { tenantId: owner.tenant_id, workspaceId: owner.workspace_id };
  const actor = { id: caller.principal.userId, requestId: caller.requestId };
  await recordTransition(context, transaction, {
    actor,
    transition: { ...place, subject: 'file', id: fileId, from: null, to: 'pending' },
  });
  await recordTransition(context, transaction, {
    actor,
    transition: { ...place, subject: 'session', id: sessionId, from: null, to: 'initiating' },
  });
  return session;
}

/**
 * The first algorithm the client can compute and the store enforces; a checksum that came along goes first. A store that
 * enforces none still lets a client declare one, which tells whether its file changed.
 */
function chooseAlgorithm(
  { storage }: BackendContext,
  fields: InitiateRequest,
  uploadType: 'direct' | 'multipart',
): ChecksumAlgorithm | 'none' {
  const enforced = storage.checksumAlgorithms[uploadType === 'direct' ? 'direct' : 'parts'];
  const brought = uploadType === 'direct' && fields.checksum ? [fields.checksum.algorithm] : [];
  const computable = [...brought, ...(fields.checksum_algorithms ?? [])];
  const [declared] = enforced.length === 0 ? computable : [];
  return computable.find((algorithm) => enforced.includes(algorithm)) ?? declared ?? 'none';
}
