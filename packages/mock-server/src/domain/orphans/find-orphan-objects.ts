import type { ListedObject, ListPage } from '../../storage/object-storage.ts';
import type { BackendContext } from '../backend-context.ts';
import { knownKeys } from './known-keys.ts';
import type { OrphanPage, OrphanScope } from './orphan-page.ts';
import { type TenantBucket, tenantBuckets } from './tenant-buckets.ts';

/** A younger object may be of an upload whose record is only now being looked for. */
const safeAgeMs = 60 * 60 * 1000;

export interface FoundObject extends ListedObject {
  readonly place: TenantBucket;
}

/** Objects that no record leads to, bucket after bucket. */
export async function findOrphanObjects(
  context: BackendContext,
  { prefix, position, limit }: OrphanScope,
): Promise<OrphanPage<FoundObject>> {
  const places = tenantBuckets(context, position.tenantId);
  const first = await places.next();
  if (first.done) return { orphans: [], examined: 0, next: null };
  const place = first.value;
  // A tenant that has gone since the last page took its bucket's place with it.
  const after = place.firstTenantId === position.tenantId ? position.after : null;
  const page: ListPage<ListedObject> = await place.bucket.list({ prefix, after, limit });
  const oldBefore = context.clock.now() - safeAgeMs;
  const old = page.items.filter(({ lastModifiedMs }) => lastModifiedMs <= oldBefore);
  const known = await knownKeys(context, { keys: old.map(({ key }) => key), tenantId: place.tenantId });
  const orphans = old.filter(({ key }) => !known.has(key)).map((item) => ({ ...item, place }));
  if (page.next !== null) {
    const next = { tenantId: place.firstTenantId, after: page.next };
    return { orphans, examined: page.items.length, next };
  }
  const following = await places.next();
  const next = following.done ? null : { tenantId: following.value.firstTenantId, after: null };
  return { orphans, examined: page.items.length, next };
}
