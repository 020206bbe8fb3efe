import type { BlobRow, DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { type Content, joinBlob, makeOrJoinBlob } from '../files/blobs.ts';
import { recordFileEvent } from '../files/file-events.ts';
import { chargeOf } from '../quota/charge.ts';
import { settleBytes, settleSharedBytes } from '../quota/quota.ts';
import { claimLost } from './completion-claim.ts';
import type { CompletionWork } from './completion-work.ts';

interface Outcome {
  readonly detectedType: string | null;
  readonly checksumValue: string | null;
}

/** What a session's bytes are known by; null unless their SHA-256 is proven. */
export function contentOf(session: SessionRow, checksumValue: string | null): Content | null {
  if (session.checksum_algorithm !== 'sha256' || checksumValue === null) return null;
  return {
    tenantId: session.tenant_id,
    workspaceId: session.workspace_id,
    sizeBytes: session.file_size,
    chunkSize: session.chunk_size,
    digest: checksumValue,
  };
}

/** File active, session completed, bytes charged, events written: together or not at all. */
export function recordCompletion(
  context: BackendContext,
  work: CompletionWork,
  outcome: Outcome & { readonly key: string },
): Promise<{ readonly file: FileRow; readonly isDeduplicated: boolean }> {
  const { session } = work.claim;
  const content = contentOf(session, outcome.checksumValue);
  return context.database.transaction().execute(async (transaction) => {
    const blob =
      content && (await makeOrJoinBlob(context, transaction, { content, storageKey: outcome.key }));
    const isDeduplicated = blob !== null && blob.storage_key !== outcome.key;
    const storageKey = blob?.storage_key ?? outcome.key;
    const place = { storageKey, blobId: blob?.id ?? null, isDeduplicated };
    return { file: await recordActive(context, transaction, { work, outcome, place }), isDeduplicated };
  });
}

/** The same for a file whose bytes are a blob already; null, and nothing changed, when the blob has gone. */
export function recordShared(
  context: BackendContext,
  work: CompletionWork,
  outcome: Outcome & { readonly blob: BlobRow },
): Promise<FileRow | null> {
  return context.database.transaction().execute(async (transaction) => {
    const blob = await joinBlob(transaction, outcome.blob.id);
    if (!blob) return null;
    const place = { storageKey: blob.storage_key, blobId: blob.id, isDeduplicated: true };
    return recordActive(context, transaction, { work, outcome, place });
  });
}

interface Completed {
  readonly work: CompletionWork;
  readonly outcome: Outcome;
  readonly place: {
    readonly storageKey: string;
    readonly blobId: string | null;
    readonly isDeduplicated: boolean;
  };
}

/** Makes the file of a claimed session active, in the caller's transaction. */
export async function recordActive(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { work, outcome, place }: Completed,
): Promise<FileRow> {
  const { claim, actor, whenRecorded } = work;
  const { session, token } = claim;
  const now = context.clock.now();
  const { numUpdatedRows } = await transaction
    .updateTable('upload_sessions')
    .set({
      status: 'completed',
      is_deduplicated: place.isDeduplicated ? 1 : 0,
      claim_token: null,
      claim_until: null,
      updated_at: now,
    })
    .where('id', '=', session.id)
    .where('status', '=', 'uploading')
    .where('claim_token', '=', token)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw claimLost(session);
  const algorithm = session.checksum_algorithm === 'none' ? null : session.checksum_algorithm;
  const file = await transaction
    .updateTable('files')
    .set({
      status: 'active',
      storage_key: place.storageKey,
      blob_id: place.blobId,
      detected_type: outcome.detectedType,
      processing_status: context.onFileActive ? 'queued' : 'none',
      checksum_algorithm: outcome.checksumValue === null ? null : algorithm,
      checksum_value: outcome.checksumValue,
      updated_at: now,
    })
    .where('id', '=', session.file_id)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirstOrThrow();
  const settle = place.isDeduplicated ? settleSharedBytes : settleBytes;
  await settle(transaction, chargeOf(session, session.file_size));
  const owner = { tenantId: session.tenant_id, workspaceId: session.workspace_id };
  await recordTransition(context, transaction, {
    actor,
    transition: { ...owner, subject: 'session', id: session.id, from: 'uploading', to: 'completed' },
  });
  await recordTransition(context, transaction, {
    actor,
    transition: { ...owner, subject: 'file', id: file.id, from: 'pending', to: 'active' },
  });
  await recordFileEvent(context, transaction, file);
  await whenRecorded?.(transaction, file);
  return file;
}
