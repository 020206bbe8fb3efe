import type {
  FileRecord,
  HistoryEntry,
  Plan,
  Session,
  UploadProgress,
  WorkspaceQuota,
} from '@holdfast/upload-manager';

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

export const samplePlans: readonly Plan[] = [
  { id: 'free', name: 'Free', limit_bytes: 5e9, max_file_bytes: 1e9, counts: { workspace: 1 } },
  { id: 'pro', name: 'Pro', limit_bytes: 1e11, max_file_bytes: 1e10, counts: { workspace: 10 } },
  { id: 'unlimited', name: 'Unlimited', limit_bytes: null, max_file_bytes: null, counts: {} },
];

export function sampleEntry(name: string, change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    file_id: `file-${name}`,
    file_name: name,
    size_bytes: 1000,
    mime_type: 'application/octet-stream',
    status: 'active',
    processing_status: 'none',
    created_at: '2026-03-01T10:00:00.000Z',
    updated_at: '2026-03-01T10:00:00.000Z',
    ...change,
  };
}
