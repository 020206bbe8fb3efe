import type { StorageBucket } from '../../storage/object-storage.ts';
import type { BackendContext } from '../backend-context.ts';

/** A bucket, and the tenant whose it is; null for the one that all tenants share. */
export interface TenantBucket {
  readonly bucket: StorageBucket;
  readonly tenantId: string | null;
}

/** Every bucket once. Tenants have one each or share one, so two that share a bucket prove that all do. */
export async function* tenantBuckets(
  context: BackendContext,
  fromTenantId = '',
): AsyncGenerator<TenantBucket & { readonly firstTenantId: string }, void> {
  const { storage } = context;
  let tenantId = await nextTenant(context, fromTenantId, true);
  while (tenantId !== null) {
    const bucket = storage.bucketOf(tenantId);
    const following = await nextTenant(context, tenantId, false);
    const isShared = storage.bucketOf(`${tenantId}0`).name === bucket.name;
    yield { bucket, tenantId: isShared ? null : tenantId, firstTenantId: tenantId };
    if (isShared) return;
    tenantId = following;
  }
}

async function nextTenant(
  { database }: BackendContext,
  tenantId: string,
  isIncluded: boolean,
): Promise<string | null> {
  const row = await database
    .selectFrom('workspaces')
    .select('tenant_id')
    .where('tenant_id', isIncluded ? '>=' : '>', tenantId)
    .orderBy('tenant_id')
    .limit(1)
    .executeTakeFirst();
  return row?.tenant_id ?? null;
}
