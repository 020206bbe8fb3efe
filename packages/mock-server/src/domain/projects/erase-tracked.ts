import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { eraseFile } from '../files/delete-file.ts';
import { forgetFile } from '../files/forget-file.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { addTally, type CleanupProgress, type MethodTally } from './cleanup-progress.ts';
import { type Cleanup, filesOf } from './project-scope.ts';

/** Stores delete at most this many objects at once; here it bounds memory and how much is repeated after a crash. */
const batchSize = 500;
/** Each deletion is a few small transactions; more at once would only queue for the database. */
const concurrency = 4;

/** Deletes the next files that the project's records name. */
export async function eraseTracked(
  context: BackendContext,
  cleanup: Cleanup,
  progress: CleanupProgress,
): Promise<CleanupProgress> {
  const files = await nextFiles(context, cleanup, progress.position ?? '');
  const tallies = await mapConcurrently(files, concurrency, (file) => erase(context, cleanup, file));
  const last = files.at(-1);
  return {
    ...progress,
    tracked: tallies.reduce(addTally, progress.tracked),
    ...(last && files.length === batchSize ? { position: last.id } : { position: null, step: 'over' }),
  };
}

/** Files deleted since a clean-up that goes on began are counted as its own: a batch cut short by a crash is seen again. */
function nextFiles(
  context: BackendContext,
  { scope, cutoffMs, deletesSinceMs }: Cleanup,
  afterId: string,
): Promise<readonly FileRow[]> {
  return filesOf(context, scope)
    .selectAll()
    .where(({ eb, or, and }) =>
      or([
        eb('status', 'in', ['active', 'deleting']),
        ...(deletesSinceMs === null
          ? []
          : [and([eb('status', '=', 'deleted'), eb('updated_at', '>=', deletesSinceMs)])]),
      ]),
    )
    .where('created_at', '<=', cutoffMs)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(batchSize)
    .execute();
}

async function erase(context: BackendContext, cleanup: Cleanup, file: FileRow): Promise<MethodTally> {
  try {
    const remove = cleanup.deletesRecordsOnly ? forgetFile : eraseFile;
    await remove(context, file, cleanup.actor);
    return { found: 1, deleted: 1, failed: 0, bytes: file.size_bytes };
  } catch (error) {
    context.log({ level: 'warn', event: 'project_cleanup.file_failed', fileId: file.id, error });
    return { found: 1, deleted: 0, failed: 1, bytes: 0 };
  }
}
