import { projectPrefix } from '../../storage/key-layout.ts';
import type { ListedObject } from '../../storage/object-storage.ts';
import type { BackendContext } from '../backend-context.ts';
import { addTally, type CleanupProgress } from './cleanup-progress.ts';
import type { Cleanup, ProjectScope } from './project-scope.ts';
import { trackedKeys } from './tracked-keys.ts';

/** Deletes the next page of objects under the project's prefix that no living file accounts for. */
export async function eraseByPrefix(
  context: BackendContext,
  { scope, cutoffMs }: Cleanup,
  progress: CleanupProgress,
): Promise<CleanupProgress> {
  const { objects } = context.storage.bucketOf(scope.tenantId);
  const { untracked, next } = await listUntracked(context, scope, {
    after: progress.position,
    cutoffMs,
  });
  const failed = new Set(await objects.deleteMany(untracked.map(({ key }) => key)));
  if (failed.size > 0) {
    context.log({ level: 'warn', event: 'project_cleanup.objects_failed', failed: failed.size });
  }
  const deleted = untracked.filter(({ key }) => !failed.has(key));
  return {
    ...progress,
    prefix: addTally(progress.prefix, {
      found: untracked.length,
      deleted: deleted.length,
      failed: failed.size,
      bytes: deleted.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
    }),
    ...(next === null ? { step: 'over', position: null } : { position: next }),
  };
}

export interface UntrackedPage {
  readonly untracked: readonly ListedObject[];
  readonly next: string | null;
}

/**
 * A page of what lies under the project's prefix and belongs to nobody. A file keeps its key when it moves to another
 * project and may share it with an equal one, so what a living file records is left alone wherever it lies.
 */
export async function listUntracked(
  context: BackendContext,
  scope: ProjectScope,
  { after, cutoffMs }: { readonly after: string | null; readonly cutoffMs: number },
): Promise<UntrackedPage> {
  const prefix = await projectPrefix(scope.tenantId, scope.projectId);
  const { items, next } = await context.storage.bucketOf(scope.tenantId).list({ prefix, after });
  const tracked = await trackedKeys(context, {
    tenantId: scope.tenantId,
    keys: items.map(({ key }) => key),
    // What is being deleted may as well be deleted here.
    statuses: ['pending', 'active'],
  });
  const untracked = items.filter(
    ({ key, lastModifiedMs }) => !tracked.has(key) && lastModifiedMs <= cutoffMs,
  );
  return { untracked, next };
}
