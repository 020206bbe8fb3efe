import type { ListedObject } from '../../storage/object-storage.ts';
import type { BackendContext } from '../backend-context.ts';
import { detectType, sniffedBytes } from '../files/type-policy.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { trackedKeys } from '../projects/tracked-keys.ts';
import type { TaskOutcome, TaskRow, TaskRun } from '../tasks/task.ts';
import { firstImportProgress, type ImportProgress, type ImportRequest } from './import-progress.ts';
import { type FoundObject, insertImported } from './insert-imported.ts';

/** Each object's first bytes are read, so a page is small enough to be done well within a lease. */
const pageSize = 200;
const concurrency = 4;
const sampleSize = 20;

/** Gives every untracked object under a prefix an active file record. What is there already is passed, however often. */
export async function runImport(run: TaskRun<ImportProgress>): Promise<TaskOutcome> {
  const { context, task, signal, save } = run;
  // Written by this server.
  const request = JSON.parse(task.request) as ImportRequest;
  const bucket = context.storage.bucketOf(task.tenant_id);
  let progress = run.progress ?? firstImportProgress;
  for (;;) {
    if (signal.aborted) return 'paused';
    const { items, next } = await bucket.list({
      prefix: request.prefix,
      after: progress.position,
      limit: pageSize,
    });
    const untracked = await withoutRecord(context, task, items);
    const failed = request.isDryRun ? 0 : await importObjects(context, { task, request, untracked });
    const sampled = untracked.slice(0, sampleSize - progress.sampleKeys.length).map(({ key }) => key);
    progress = {
      position: next,
      scanned: progress.scanned + items.length,
      untracked: progress.untracked + untracked.length,
      untrackedBytes: untracked.reduce((total, { sizeBytes }) => total + sizeBytes, progress.untrackedBytes),
      failed: progress.failed + failed,
      sampleKeys: [...progress.sampleKeys, ...sampled],
    };
    await context.crash('import-page-imported');
    await save(progress);
    if (next === null) return 'done';
  }
}

/** The objects that no record accounts for, those of uploads that are just being completed included. */
async function withoutRecord(
  context: BackendContext,
  task: TaskRow,
  objects: readonly ListedObject[],
): Promise<readonly ListedObject[]> {
  const tracked = await trackedKeys(context, {
    tenantId: task.tenant_id,
    keys: objects.map(({ key }) => key),
    statuses: ['pending', 'active', 'deleting'],
  });
  return objects.filter(({ key }) => !tracked.has(key));
}

interface Import {
  readonly task: TaskRow;
  readonly request: ImportRequest;
  readonly untracked: readonly ListedObject[];
}

/** Answers how many could not be read; another import meets them again. */
async function importObjects(context: BackendContext, { task, request, untracked }: Import): Promise<number> {
  const found = await mapConcurrently(untracked, concurrency, (object) => look(context, task, object));
  const readable = found.filter((object) => object !== null);
  if (readable.length > 0) await insertImported(context, { task, request, objects: readable });
  return found.length - readable.length;
}

async function look(
  context: BackendContext,
  task: TaskRow,
  { key, sizeBytes }: ListedObject,
): Promise<FoundObject | null> {
  const { objects } = context.storage.bucketOf(task.tenant_id);
  try {
    const start = await objects.open(key, { start: 0, end: Math.min(sniffedBytes, sizeBytes) });
    const bytes = new Uint8Array(await new Response(start).arrayBuffer());
    return { key, sizeBytes, detectedType: await detectType(bytes) };
  } catch (error) {
    context.log({ level: 'warn', event: 'import.object_failed', importId: task.id, error });
    return null;
  }
}
