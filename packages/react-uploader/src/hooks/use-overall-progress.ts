'use client';
import type { UploadList, UploadTotals } from '@holdfast/upload-manager';
import { percentOfTotals } from '../state/percent-of-totals.ts';
import { useUploads } from './use-uploads.ts';

export interface OverallProgress {
  /** Whole percent of the bytes of all uploads; 100 only when nothing is left to do. */
  readonly percent: number;
  /** Whether work is going on, or will go on by itself. */
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

/** In whole seconds, so that a display of it does not flicker. */
function remainingMsAt(bytesPerSecond: number | null, { sizeBytes, sentBytes }: UploadTotals): number | null {
  if (bytesPerSecond === null || bytesPerSecond < 1) return null;
  return Math.ceil((sizeBytes - sentBytes) / bytesPerSecond) * 1000;
}
