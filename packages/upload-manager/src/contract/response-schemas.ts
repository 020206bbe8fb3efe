import * as v from 'valibot';
import { fileStatuses, processingStatuses } from './file-status.ts';
import { problemDetails } from './problem-schema.ts';
import { byteSize, checksumAlgorithm, opaqueId, partNumber, timestamp } from './scalars.ts';
import { resumeBlockers, sessionStatuses } from './session-status.ts';

const headersRecord = v.record(v.string(), v.string());
const uploadType = v.picklist(['direct', 'multipart']);
const sessionChecksumAlgorithm = v.picklist(['sha256', 'crc32c', 'none']);
const sessionStatus = v.picklist(sessionStatuses);

export const anonymousSession = v.object({ workspace_id: opaqueId, expires_at: timestamp });
export type AnonymousSession = v.InferOutput<typeof anonymousSession>;

/** How to send one piece of bytes: a presigned request. */
export const uploadInstruction = v.object({
  method: v.string(),
  url: v.string(),
  headers: headersRecord,
  /** Form fields of a POST policy; absent for PUT. */
  fields: v.optional(headersRecord),
  size_bytes: byteSize,
  expires_at: timestamp,
});
export type UploadInstruction = v.InferOutput<typeof uploadInstruction>;

export const fileRecord = v.object({
  file_id: opaqueId,
  url: v.string(),
  size_bytes: byteSize,
  status: v.picklist(fileStatuses),
  file_name: v.string(),
  mime_type: v.string(),
  detected_type: v.nullish(v.string()),
  /** The session's digest of part digests; `chunk_size` says how the parts were cut. */
  checksum: v.nullish(v.object({ algorithm: checksumAlgorithm, value: v.string(), chunk_size: byteSize })),
  reference_type: v.nullish(v.string()),
  reference_id: v.nullish(v.string()),
  project_id: v.nullish(v.string()),
  scene_id: v.nullish(v.string()),
  file_type: v.nullish(v.string()),
  category_ids: v.optional(v.array(v.string())),
  metadata: v.optional(v.record(v.string(), v.unknown())),
  processing_status: v.picklist(processingStatuses),
  created_at: timestamp,
});
export type FileRecord = v.InferOutput<typeof fileRecord>;

export const uploadSession = v.object({
  upload_session_id: opaqueId,
  file_id: opaqueId,
  upload_type: uploadType,
  upload_status: sessionStatus,
  file_size: byteSize,
  chunk_size: byteSize,
  part_count: v.number(),
  checksum_algorithm: sessionChecksumAlgorithm,
  integrity: v.picklist(['enforced', 'declared', 'none']),
  expires_at: timestamp,
  hard_expires_at: timestamp,
  multipart_upload_id: v.nullish(v.string()),
  client_reference: v.nullish(v.string()),
  upload: v.nullish(uploadInstruction),
  deduplicated: v.optional(v.boolean()),
  file: v.nullish(fileRecord),
});
export type UploadSession = v.InferOutput<typeof uploadSession>;

export const initiateBatchResponse = v.object({
  batch_reference: v.nullish(v.string()),
  results: v.array(
    v.object({
      client_reference: v.nullish(v.string()),
      status: v.number(),
      session: v.optional(uploadSession),
      error: v.optional(problemDetails),
    }),
  ),
});
export type InitiateBatchResponse = v.InferOutput<typeof initiateBatchResponse>;

export const signedPart = v.object({ part_number: partNumber, ...uploadInstruction.entries });
export type SignedPart = v.InferOutput<typeof signedPart>;

export const signPartsResponse = v.object({ parts: v.array(signedPart) });
export type SignPartsResponse = v.InferOutput<typeof signPartsResponse>;

export const signUploadsResponse = v.object({
  results: v.array(
    v.object({
      upload_session_id: opaqueId,
      status: v.number(),
      upload: v.optional(uploadInstruction),
      error: v.optional(problemDetails),
    }),
  ),
});
export type SignUploadsResponse = v.InferOutput<typeof signUploadsResponse>;

export const storedPart = v.object({
  part_number: partNumber,
  size_bytes: byteSize,
  etag: v.nullish(v.string()),
  checksum: v.nullish(v.string()),
  /** `store`: the store computed it from the bytes. `bound`: the store enforced the value bound into the URL. */
  checksum_source: v.picklist(['store', 'bound']),
});
export type StoredPart = v.InferOutput<typeof storedPart>;

export const resumeResponse = v.object({
  upload_session_id: opaqueId,
  file_id: opaqueId,
  upload_status: sessionStatus,
  upload_type: uploadType,
  can_resume: v.boolean(),
  reason: v.nullish(v.picklist(resumeBlockers)),
  file_name: v.string(),
  file_size: byteSize,
  chunk_size: byteSize,
  part_count: v.number(),
  checksum_algorithm: sessionChecksumAlgorithm,
  multipart_upload_id: v.nullish(v.string()),
  uploaded_parts: v.array(storedPart),
  expires_at: timestamp,
  hard_expires_at: timestamp,
  file: v.nullish(fileRecord),
});
export type ResumeResponse = v.InferOutput<typeof resumeResponse>;

/** Answer of activity and cancel. */
export const sessionState = v.object({
  upload_session_id: opaqueId,
  upload_status: sessionStatus,
  expires_at: v.optional(timestamp),
});
export type SessionState = v.InferOutput<typeof sessionState>;

export const completeBatchResponse = v.object({
  results: v.array(
    v.object({
      upload_session_id: opaqueId,
      status: v.number(),
      file: v.optional(fileRecord),
      error: v.optional(problemDetails),
    }),
  ),
});
export type CompleteBatchResponse = v.InferOutput<typeof completeBatchResponse>;

const cursor = v.nullable(v.string());

/** One open session of the caller, as `GET /app/uploads` lists it. */
export const sessionSummary = v.object({
  upload_session_id: opaqueId,
  file_id: opaqueId,
  upload_type: uploadType,
  upload_status: sessionStatus,
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
