import type { UploadManager } from '@holdfast/upload-manager';

/** What a workspace may store and what it does, as the server answers it. */
export type WorkspaceQuota = Awaited<ReturnType<UploadManager['getQuota']>>;

/** How close a workspace is to its limit. */
export type QuotaLevel = WorkspaceQuota['level'];

/** A file that is on the server. */
export type FileRecord = Awaited<ReturnType<UploadManager['listFiles']>>['items'][number];
