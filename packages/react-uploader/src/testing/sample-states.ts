import type { FileRecord, Session, UploadProgress, WorkspaceQuota } from '@holdfast/upload-manager';

const mebibyte = 1024 * 1024;

/** A session of five parts. */
export const sampleSession: Session = {
  sessionId: 'session-1',
  fileId: 'file-1',
  uploadType: 'multipart',
  fileSize: 50 * mebibyte,
  chunkSize: 10 * mebibyte,
  partCount: 5,
  checksumAlgorithm: 'sha256',
};

export const noProgress: UploadProgress = {
  sentBytes: 0,
  confirmedBytes: 0,
  inFlight: [],
  bytesPerSecond: null,
};

export const sampleQuota: WorkspaceQuota = {
  workspace_id: 'workspace-1',
  plan: 'free',
  limit_bytes: 5_000_000_000,
  used_bytes: 3_000_000_000,
  reserved_bytes: 0,
  available_bytes: 2_000_000_000,
  level: 'ok',
  max_file_bytes: null,
  counts: {},
};

export function sampleFile(name: string, change: Partial<FileRecord> = {}): FileRecord {
  return {
    file_id: `file-${name}`,
    url: `/api/files/file-${name}/content`,
    size_bytes: 1000,
    status: 'active',
    file_name: name,
    mime_type: 'application/octet-stream',
    processing_status: 'none',
    created_at: '2026-03-01T10:00:00.000Z',
    ...change,
  };
}
