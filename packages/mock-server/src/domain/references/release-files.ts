import type { DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { markDeleting } from '../files/delete-file.ts';
import { endSession } from '../sessions/end-session.ts';
import { showFirstReference } from './first-reference.ts';
import { type FilesToLock, lockFiles } from './lock-files.ts';

export interface Release extends FilesToLock {
  /** Removes the references that are given up from the files, which nobody else can change meanwhile. */
  readonly removeReferences: (fileIds: readonly string[]) => Promise<unknown>;
  readonly actor: Actor;
}

/** What has to be dropped from storage once the transaction stands. */
export interface Released {
  readonly files: readonly FileRow[];
  readonly sessions: readonly SessionRow[];
}

/**
 * Takes references away from files, and files that lost their last one with them: active ones become `deleting` and
 * uploads that have not ended are cancelled, in the transaction that removes the references. Whatever happens next, each
 * of them is known to have to go.
 */
export async function releaseFiles(
  context: BackendContext,
  transaction: DatabaseTransaction,
  release: Release,
): Promise<Released> {
  const { removeReferences, actor } = release;
  const locked = await lockFiles(transaction, release);
  const ids = locked.map(({ id }) => id);
  if (ids.length === 0) return { files: [], sessions: [] };
  await removeReferences(ids);
  const kept = await transaction
    .selectFrom('file_references')
    .select('file_id')
    .distinct()
    .where('file_id', 'in', ids)
    .execute();
  const keptIds = new Set(kept.map(({ file_id }) => file_id));
  await showFirstReference(transaction, ids);

  const files: FileRow[] = [];
  const sessions: SessionRow[] = [];
  for (const file of locked.filter(({ id }) => !keptIds.has(id))) {
    if (await markDeleting(context, transaction, { file, actor })) files.push(file);
    if (file.status !== 'pending') continue;
    const session = await cancelOpen(context, transaction, { file, actor });
    if (session) sessions.push(session);
  }
  return { files, sessions };
}

/** An upload that somebody is completing right now becomes a file without references. */
async function cancelOpen(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { file, actor }: { readonly file: FileRow; readonly actor: Actor },
): Promise<SessionRow | null> {
  const session = await transaction
    .selectFrom('upload_sessions')
    .selectAll()
    .where('file_id', '=', file.id)
    .where('status', 'in', ['initiating', 'uploading'])
    .executeTakeFirst();
  if (!session) return null;
  const end = { session, to: 'cancelled', reason: null, actor, claimToken: null } as const;
  return (await endSession(context, transaction, end)) ? session : null;
}
