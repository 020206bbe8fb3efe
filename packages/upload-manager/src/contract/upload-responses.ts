import * as v from 'valibot';
import { fileStatuses, processingStatuses } from './file-status.ts';
import { problemDetails } from './problem-schema.ts';
import { byteSize, checksumAlgorithm, opaqueId, partNumber, timestamp } from './scalars.ts';
import { resumeBlockers, sessionStatuses } from './session-status.ts';

const headersRecord = v.record(v.string(), v.string());
export const uploadType = v.picklist(['direct', 'multipart']);
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
