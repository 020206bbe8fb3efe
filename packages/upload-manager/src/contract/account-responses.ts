import * as v from 'valibot';
import { fileStatuses } from './file-status.ts';
import { byteSize, checksumAlgorithm, opaqueId, timestamp } from './scalars.ts';
import { sessionStatuses } from './session-status.ts';
import { fileRecord, uploadType } from './upload-responses.ts';

const cursor = v.nullable(v.string());

/** One open session of the caller, as `GET /app/uploads` lists it. */
export const sessionSummary = v.object({
  upload_session_id: opaqueId,
  file_id: opaqueId,
  upload_type: uploadType,
  upload_status: v.picklist(sessionStatuses),
  file_name: v.string(),
  file_size: byteSize,
  last_modified: v.nullish(byteSize),
  client_reference: v.nullish(v.string()),
  created_at: timestamp,
  expires_at: timestamp,
});
export type SessionSummary = v.InferOutput<typeof sessionSummary>;
export const sessionList = v.object({ items: v.array(sessionSummary), next_cursor: cursor });
export type SessionList = v.InferOutput<typeof sessionList>;

export const fileList = v.object({ items: v.array(fileRecord), next_cursor: cursor });
export type FileList = v.InferOutput<typeof fileList>;

export const fileDeletion = v.object({ file_id: opaqueId, status: v.picklist(fileStatuses) });
export type FileDeletion = v.InferOutput<typeof fileDeletion>;

export const quotaLevels = ['ok', 'warn', 'critical', 'full', 'over'] as const;
export type QuotaLevel = (typeof quotaLevels)[number];

/** `null` stands for «no limit». */
export const workspaceQuota = v.object({
  workspace_id: opaqueId,
  plan: v.string(),
  limit_bytes: v.nullable(byteSize),
  used_bytes: byteSize,
  reserved_bytes: byteSize,
  available_bytes: v.nullable(byteSize),
  level: v.picklist(quotaLevels),
  max_file_bytes: v.nullable(byteSize),
  counts: v.record(v.string(), v.object({ used: v.number(), limit: v.nullable(v.number()) })),
});
export type WorkspaceQuota = v.InferOutput<typeof workspaceQuota>;

export const workspace = v.object({
  workspace_id: opaqueId,
  name: v.string(),
  plan: v.string(),
  is_default: v.boolean(),
  created_at: timestamp,
});
export type Workspace = v.InferOutput<typeof workspace>;
export const workspaceList = v.object({ items: v.array(workspace), next_cursor: cursor });
export type WorkspaceList = v.InferOutput<typeof workspaceList>;

export const plan = v.object({
  id: v.string(),
  name: v.string(),
  limit_bytes: v.nullable(byteSize),
  max_file_bytes: v.nullable(byteSize),
  /** What one user may take over all workspaces; left out, the server's configuration decides. */
  user_limit_bytes: v.nullish(byteSize),
  counts: v.record(v.string(), v.nullable(v.number())),
  upgrade_url: v.nullish(v.string()),
});
export type Plan = v.InferOutput<typeof plan>;
export const planList = v.object({ items: v.array(plan), next_cursor: cursor });
export type PlanList = v.InferOutput<typeof planList>;

export const userPlan = v.object({
  plan: v.string(),
  user_limit_bytes: v.nullable(byteSize),
  user_used_bytes: byteSize,
});
export type UserPlan = v.InferOutput<typeof userPlan>;

export const capabilities = v.object({
  multipart_threshold_bytes: byteSize,
  max_parts: v.number(),
  max_batch_items: v.number(),
  max_part_urls: v.number(),
  max_metadata_bytes: v.number(),
  url_lifetime_seconds: v.number(),
  /** In the server's order of preference; empty means that the store enforces none. */
  checksum_algorithms: v.object({ direct: v.array(checksumAlgorithm), parts: v.array(checksumAlgorithm) }),
});
export type Capabilities = v.InferOutput<typeof capabilities>;
