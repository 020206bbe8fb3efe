import { type ChecksumAlgorithm, type InitiateRequest, planUpload } from '@holdfast/upload-manager/contract';
import type { Insertable } from 'kysely';
import type { DatabaseTransaction, FileRow, Schema, SessionRow, WorkspaceRow } from '../../db/schema.ts';
import { temporaryKey } from '../../storage/key-layout.ts';
import { recordTransitions, type Transition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { foldName } from '../files/fold-name.ts';
import { typeOfName } from '../files/type-of-name.ts';
import type { Caller } from '../principal.ts';
import { insertReferences } from '../references/insert-reference.ts';

export interface NewSessions {
  readonly caller: Caller;
  readonly workspace: WorkspaceRow;
  readonly files: readonly InitiateRequest[];
}

/** A session that has just been recorded, and what was asked for. */
export interface OpenedSession {
  readonly session: SessionRow;
  readonly fields: InitiateRequest;
}

/** How long a session may stay in `initiating` before it counts as the remains of a crash. */
const initiatingMs = 10 * 60 * 1000;

/**
 * Writes files and their sessions, `pending` and `initiating`, with their audit events: one statement a table, for one file
 * as for a hundred. Answers in the order of the files.
 */
export async function insertSessions(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { caller, files, workspace }: NewSessions,
): Promise<readonly OpenedSession[]> {
  const nowMs = context.clock.now();
  const owner = {
    tenant_id: workspace.tenant_id,
    workspace_id: workspace.id,
    user_id: caller.principal.userId,
  };
  const rows = files.map((fields) => ({ fields, ...toRows(context, { owner, fields, nowMs }) }));
  await transaction
    .insertInto('files')
    .values(rows.map(({ file }) => file))
    .execute();
  await insertReferences(
    transaction,
    rows.flatMap(({ file, fields: { reference_type: type, reference_id: id } }) => {
      if (type === undefined || id === undefined) return [];
      return [{ file, reference: { type, id }, origin: 'client' as const, nowMs }];
    }),
  );
  const inserted = await transaction
    .insertInto('upload_sessions')
    .values(rows.map(({ session }) => session))
    .returningAll()
    .execute();

  const place = { tenantId: owner.tenant_id, workspaceId: owner.workspace_id };
  await recordTransitions(context, transaction, {
    actor: { id: caller.principal.userId, requestId: caller.requestId },
    transitions: rows.flatMap(({ file, session }): Transition[] => [
      { ...place, subject: 'file', id: file.id, from: null, to: 'pending' },
      { ...place, subject: 'session', id: session.id, from: null, to: 'initiating' },
    ]),
  });
  const sessions = new Map(inserted.map((session) => [session.id, session]));
  return rows.flatMap(({ fields, session: { id } }) => {
    const session = sessions.get(id);
    return session ? [{ session, fields }] : [];
  });
}

interface NewFile {
  readonly owner: Pick<FileRow, 'tenant_id' | 'workspace_id' | 'user_id'>;
  readonly fields: InitiateRequest;
  readonly nowMs: number;
}

function toRows(context: BackendContext, { owner, fields, nowMs }: NewFile) {
  const { identifiers, settings } = context;
  const plan = planUpload(fields.file_size, settings);
  const fileId = identifiers.uuid();
  const sessionId = identifiers.uuid();
  const file: Insertable<Schema['files']> = {
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
    created_at: nowMs,
    updated_at: nowMs,
  };
  const session: Insertable<Schema['upload_sessions']> = {
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
    expires_at: nowMs + initiatingMs,
    hard_expires_at: nowMs + settings.sessionMaxMs,
    claim_token: null,
    claim_until: null,
    purged_at: null,
    created_at: nowMs,
    updated_at: nowMs,
  };
  return { file, session };
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
