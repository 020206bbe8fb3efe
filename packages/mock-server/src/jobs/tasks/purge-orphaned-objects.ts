import type { BackendContext } from '../../domain/backend-context.ts';
import { sessionIdOf, temporaryPrefix } from '../../storage/key-layout.ts';
import type { ListedObject } from '../../storage/object-storage.ts';
import type { Job } from '../job.ts';
import { safeAgeMs, sweepListing } from '../sweep-listing.ts';

/** Deletes temporary objects that no open upload leads to: left by a crash, or brought back by a late PUT. */
export const purgeOrphanedObjects: Job = {
  name: 'purge-orphaned-objects',
  summary: 'Deletes temporary objects older than a day that belong to no open upload',
  cadence: { every: 'clean-up', minute: 32 },
  async run(context, run) {
    const oldBefore = context.clock.now() - safeAgeMs;
    const { examined, dropped, failed } = await sweepListing<ListedObject>(context, run, {
      name: 'purge-orphaned-objects',
      prefixes: [temporaryPrefix],
      list: ({ bucket }, request) => bucket.list(request),
      orphans: (_, items) =>
        withoutOpenSession(
          context,
          items.filter(({ lastModifiedMs }) => lastModifiedMs <= oldBefore),
        ),
      drop: ({ bucket }, { key }) => bucket.objects.delete(key),
    });
    return { examined, deleted: dropped, failed };
  },
};

/** A key that is not one of this server's is not this job's to delete. */
async function withoutOpenSession(
  { database }: BackendContext,
  items: readonly ListedObject[],
): Promise<readonly ListedObject[]> {
  const ids = items.flatMap(({ key }) => sessionIdOf(key) ?? []);
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('upload_sessions')
    .select('id')
    .where('id', 'in', ids)
    .where('status', 'in', ['initiating', 'uploading'])
    .execute();
  const open = new Set(rows.map(({ id }) => id));
  return items.filter(({ key }) => {
    const id = sessionIdOf(key);
    return id !== null && !open.has(id);
  });
}
