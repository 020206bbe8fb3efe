'use client';
import { percentOf, remainingMs, type UploadProgress, type UploadSnapshot } from '@holdfast/upload-manager';
import { useUploadSelector } from './use-upload-selector.ts';

export interface UploadProgressView extends UploadProgress {
  /** Whole percent; 100 only when the upload is completed. */
  readonly percent: number;
  /** `null` while the file's size is being read. */
  readonly sizeBytes: number | null;
  /** `null` when it cannot be told. */
  readonly remainingMs: number | null;
}

/**
 * The progress of one upload. A component that uses it renders with every tick, so keep it small; to write into the
 * page without rendering, use `useUploadEffect`.
 */
export function useUploadProgress(id: string): UploadProgressView | undefined {
  return useUploadSelector(id, toProgressView);
}

function toProgressView(upload: UploadSnapshot): UploadProgressView {
  const { sizeBytes } = upload.file;
  return {
    ...upload.progress,
    percent: percentOf(upload),
    sizeBytes,
    remainingMs: sizeBytes === null ? null : remainingMs(sizeBytes, upload.progress),
  };
}
