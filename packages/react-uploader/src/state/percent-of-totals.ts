import type { UploadTotals } from '@holdfast/upload-manager';

/** Whole percent of the bytes of all uploads. Cancelled ones do not count: nobody waits for them. */
export function percentOfTotals({ count, completed, cancelled, sizeBytes, sentBytes }: UploadTotals): number {
  if (completed > 0 && completed + cancelled === count) return 100;
  if (sizeBytes === 0) return 0;
  return Math.min(99, Math.floor((sentBytes / sizeBytes) * 100));
}
