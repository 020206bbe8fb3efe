import {
  canResume,
  canRetry,
  isActive,
  type UploadSnapshot,
  type UploadState,
  type UploadTotals,
} from '@holdfast/upload-manager';

/** The totals of a list, added up anew each time: a test's list is short. */
export function totalsOf(uploads: readonly UploadSnapshot[]): UploadTotals {
  const count = (isCounted: (state: UploadState) => boolean) =>
    uploads.filter((upload) => isCounted(upload.state)).length;
  const wanted = uploads.filter(({ state }) => state.status !== 'cancelled' && state.status !== 'failed');
  const sum = (bytesOf: (upload: UploadSnapshot) => number) =>
    wanted.reduce((total, upload) => total + bytesOf(upload), 0);
  return {
    count: uploads.length,
    active: count(isActive),
    completed: count((state) => state.status === 'completed'),
    failed: count(canRetry),
    cancelled: count((state) => state.status === 'cancelled'),
    needsFile: count(({ status }) => status === 'needs-file'),
    paused: count(canResume),
    sizeBytes: sum((upload) => upload.file.sizeBytes ?? 0),
    sentBytes: sum((upload) => upload.progress.sentBytes),
    confirmedBytes: sum((upload) => upload.progress.confirmedBytes),
  };
}
