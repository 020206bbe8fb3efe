import { sql } from 'kysely';
import type { BlobRow, DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import { textRows } from '../../db/text-rows.ts';
import { type Actor, recordTransitions, type Transition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { type Content, joinBlob, makeBlobs, makeOrJoinBlob } from '../files/blobs.ts';
import { recordFileEvents } from '../files/file-events.ts';
import { inOrder } from '../in-order.ts';
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
    const place = { storageKey: blob?.storage_key ?? outcome.key, blobId: blob?.id ?? null };
    const file = await recordOne(context, transaction, { work, outcome, place, isDeduplicated });
    return { file, isDeduplicated };
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
    const place = { storageKey: blob.storage_key, blobId: blob.id };
    return recordOne(context, transaction, { work, outcome, place, isDeduplicated: true });
  });
}

interface One {
  readonly work: CompletionWork;
  readonly outcome: Outcome;
  readonly place: Place;
  readonly isDeduplicated: boolean;
}

async function recordOne(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { work, outcome, place, isDeduplicated }: One,
): Promise<FileRow> {
  const { claim, actor, whenRecorded } = work;
  const [file] = await recordActive(context, transaction, {
    claimToken: claim.token,
    actor,
    isDeduplicated,
    completed: [{ session: claim.session, outcome, place }],
  });
  if (!file) throw new Error(`Completing session ${claim.session.id} answered no file`);
  await whenRecorded?.(transaction, file);
  return file;
}

/** A claimed session with its bytes at their final key. */
export interface PromotedSession {
  readonly session: SessionRow;
  readonly outcome: Outcome & { readonly key: string };
}

interface PromotedSet {
  readonly claimToken: string;
  readonly actor: Actor;
  /** Of one workspace and user. */
  readonly promoted: readonly PromotedSession[];
}

/**
 * The same for a set whose contents are new and differ. Rejects, and changes nothing, when one of them is not so any more:
 * each by itself still finds its way.
 */
export function recordCompletions(
  context: BackendContext,
  { claimToken, actor, promoted }: PromotedSet,
): Promise<readonly FileRow[]> {
  const contents = promoted.flatMap(({ session, outcome }) => {
    const content = contentOf(session, outcome.checksumValue);
    return content ? [{ content, storageKey: outcome.key }] : [];
  });
  return context.database.transaction().execute(async (transaction) => {
    const blobIds = await makeBlobs(context, transaction, contents);
    const completed = promoted.map(({ session, outcome }) => ({
      session,
      outcome,
      place: { storageKey: outcome.key, blobId: blobIds.get(outcome.key) ?? null },
    }));
    return recordActive(context, transaction, { claimToken, actor, isDeduplicated: false, completed });
  });
}

interface Place {
  readonly storageKey: string;
  readonly blobId: string | null;
}

interface Completed {
  readonly claimToken: string;
  readonly actor: Actor;
  /** Whether the content was there before, so that the workspace does not pay for it again. */
  readonly isDeduplicated: boolean;
  /** Sessions of one workspace and user. */
  readonly completed: readonly {
    readonly session: SessionRow;
    readonly outcome: Outcome;
    readonly place: Place;
  }[];
}

/** Makes the files of claimed sessions active, in the caller's transaction and in the order of the sessions. */
export async function recordActive(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { claimToken, actor, isDeduplicated, completed }: Completed,
): Promise<readonly FileRow[]> {
  const now = context.clock.now();
  const sessions = completed.map(({ session }) => session);
  const [first] = sessions;
  if (!first) return [];
  const { numUpdatedRows } = await transaction
    .updateTable('upload_sessions')
    .set({
      status: 'completed',
      is_deduplicated: isDeduplicated ? 1 : 0,
      claim_token: null,
      claim_until: null,
      updated_at: now,
    })
    .where(
      'id',
      'in',
      sessions.map(({ id }) => id),
    )
    .where('status', '=', 'uploading')
    .where('claim_token', '=', claimToken)
    .executeTakeFirst();
  if (numUpdatedRows !== BigInt(sessions.length)) throw claimLost(first);

  const files = await activateFiles(context, transaction, completed);
  const sizeBytes = sessions.reduce((total, session) => total + session.file_size, 0);
  const settle = isDeduplicated ? settleSharedBytes : settleBytes;
  await settle(transaction, chargeOf(first, sizeBytes));
  const owner = { tenantId: first.tenant_id, workspaceId: first.workspace_id };
  await recordTransitions(context, transaction, {
    actor,
    transitions: sessions.flatMap(({ id, file_id }): Transition[] => [
      { ...owner, subject: 'session', id, from: 'uploading', to: 'completed' },
      { ...owner, subject: 'file', id: file_id, from: 'pending', to: 'active' },
    ]),
  });
  await recordFileEvents(context, transaction, files);
  return files;
}

async function activateFiles(
  context: BackendContext,
  transaction: DatabaseTransaction,
  completed: Completed['completed'],
): Promise<readonly FileRow[]> {
  const ids = completed.map(({ session }) => session.file_id);
  const changes = completed.map(({ session, outcome, place }) => {
    const algorithm = session.checksum_algorithm === 'none' ? null : session.checksum_algorithm;
    return [
      session.file_id,
      place.storageKey,
      place.blobId,
      outcome.detectedType,
      outcome.checksumValue === null ? null : algorithm,
      outcome.checksumValue,
    ];
  });
  const { numUpdatedRows } = await transaction
    .updateTable('files')
    .from(textRows(changes).as('change'))
    .set({
      status: 'active',
      storage_key: sql`change.column2`,
      blob_id: sql`change.column3`,
      detected_type: sql`change.column4`,
      checksum_algorithm: sql`change.column5`,
      checksum_value: sql`change.column6`,
      processing_status: context.onFileActive ? 'queued' : 'none',
      updated_at: context.clock.now(),
    })
    .where('files.id', '=', sql<string>`change.column1`)
    .where('files.status', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows !== BigInt(ids.length)) throw new Error(`Not all of ${ids.join()} were pending`);
  return inOrder(await transaction.selectFrom('files').selectAll().where('id', 'in', ids).execute(), ids);
}
