import { type Capabilities, limits, type SessionStatus, type WorkspaceQuota } from '../contract/index.ts';

export const workspace = { workspace_id: 'workspace-1', name: 'Test', plan: 'free', is_default: true };

export const capabilities: Capabilities = {
  multipart_threshold_bytes: limits.multipartThresholdBytes,
  max_parts: limits.maxParts,
  max_batch_items: limits.maxBatchItems,
  max_part_urls: limits.maxPartUrlsPerCall,
  max_metadata_bytes: limits.maxMetadataBytes,
  url_lifetime_seconds: limits.urlLifetimeSeconds,
  checksum_algorithms: { direct: ['sha256', 'crc32c'], parts: ['sha256', 'crc32c'] },
};

const limitBytes = 1e12;

interface CountedSession {
  readonly status: SessionStatus;
  readonly item: { readonly file_size: number };
}

/** What the sessions use of the test's workspace. */
export function quotaOf(sessions: readonly CountedSession[]): WorkspaceQuota {
  const sizeOf = (status: SessionStatus) =>
    sessions
      .filter((session) => session.status === status)
      .reduce((sum, { item }) => sum + item.file_size, 0);
  const used_bytes = sizeOf('completed');
  const reserved_bytes = sizeOf('uploading');
  return {
    workspace_id: workspace.workspace_id,
    plan: workspace.plan,
    limit_bytes: limitBytes,
    used_bytes,
    reserved_bytes,
    available_bytes: limitBytes - used_bytes - reserved_bytes,
    level: 'ok',
    max_file_bytes: 1e11,
    counts: {},
  };
}
