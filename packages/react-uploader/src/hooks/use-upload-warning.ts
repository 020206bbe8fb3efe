'use client';
import type { UploadError } from '@holdfast/upload-manager';
import { useEffect, useState } from 'react';
import { useUploadManager } from './use-upload-manager.ts';

/** The last thing that went wrong without stopping an upload, such as browser storage that is blocked. */
export function useUploadWarning(): UploadError | null {
  const manager = useUploadManager();
  const [warning, setWarning] = useState<UploadError | null>(null);
  useEffect(() => {
    const stop = manager.on('warning', ({ error }) => setWarning(error));
    return () => {
      stop();
      setWarning(null);
    };
  }, [manager]);
  return warning;
}
