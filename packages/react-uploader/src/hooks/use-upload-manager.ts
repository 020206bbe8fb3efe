'use client';
import type { UploadManager } from '@holdfast/upload-manager';
import { useUploaderContext } from './uploader-context.ts';

/** The manager of the nearest provider. Throws without one. */
export function useUploadManager(): UploadManager {
  return useUploaderContext().manager;
}
