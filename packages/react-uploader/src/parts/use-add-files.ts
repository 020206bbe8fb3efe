'use client';
import type { FileInput, UploadMetadata, UploadOptions } from '@holdfast/upload-manager';
import { useUploadManager } from '../hooks/use-upload-manager.ts';

export interface AddFilesProps<Metadata extends object = UploadMetadata> {
  /** What the server is told about the files: workspace, reference, metadata. */
  readonly uploadOptions?: UploadOptions<Metadata> | undefined;
  /** Takes the files instead of uploading them. */
  readonly onFiles?: ((files: readonly FileInput[]) => void) | undefined;
}

/** What happens to files that people hand in: they are uploaded, unless the host wants them. */
export function useAddFiles({
  uploadOptions,
  onFiles,
}: AddFilesProps): (files: readonly FileInput[]) => void {
  const manager = useUploadManager();
  if (onFiles !== undefined) return onFiles;
  return (files) => {
    if (files.length > 0) manager.add(files, uploadOptions);
  };
}
