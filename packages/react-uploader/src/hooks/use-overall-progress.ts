'use client';
import type { UploadList, UploadTotals } from '@holdfast/upload-manager';
import { useUploads } from './use-uploads.ts';

export interface OverallProgress {
  /** Whole percent of the bytes of all uploads; 100 only when nothing is left to do. */
  readonly percent: number;
  readonly isUploading: boolean;
  /** `null` when it cannot be told. */
  readonly remainingMs: number | null;
}

/** The progress of all uploads together, weighted by bytes. Renders when the whole percent or the seconds change. */
export function useOverallProgress(): OverallProgress {
  return useUploads(toOverallProgress);
}

function toOverallProgress({ totals, bytesPerSecond }: UploadList): OverallProgress {
  return {
    percent: percentOfTotals(totals),
    isUploading: totals.active > 0,
    remainingMs: totals.active === 0 ? null : remainingMsAt(bytesPerSecond, totals),
  };
}

/** Cancelled uploads do not count: nobody waits for them. */
function percentOfTotals({ count, completed, cancelled, sizeBytes, sentBytes }: UploadTotals): number {
  if (completed > 0 && completed + cancelled === count) return 100;
  if (sizeBytes === 0) return 0;
  return Math.min(99, Math.floor((sentBytes / sizeBytes) * 100));
}

/** In whole seconds, so that a display of it does not flicker. */
function remainingMsAt(bytesPerSecond: number | null, { sizeBytes, sentBytes }: UploadTotals): number | null {
  if (bytesPerSecond === null || bytesPerSecond < 1) return null;
  return Math.ceil((sizeBytes - sentBytes) / bytesPerSecond) * 1000;
}
