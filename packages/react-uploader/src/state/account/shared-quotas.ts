import type { UploadManager } from '@holdfast/upload-manager';
import { createQuotaResource, type QuotaResource } from './quota-resource.ts';

const quotasByManager = new WeakMap<UploadManager, Map<string | undefined, QuotaResource>>();

/** One quota store per manager and workspace: a meter in the header and a card in the page ask the server once. */
export function sharedQuota(manager: UploadManager, workspaceId: string | undefined): QuotaResource {
  const quotas = quotasByManager.get(manager) ?? new Map<string | undefined, QuotaResource>();
  quotasByManager.set(manager, quotas);
  const known = quotas.get(workspaceId);
  if (known !== undefined) return known;
  const quota = createQuotaResource({ manager, workspaceId });
  quotas.set(workspaceId, quota);
  return quota;
}
