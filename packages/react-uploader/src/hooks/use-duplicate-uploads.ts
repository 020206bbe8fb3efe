'use client';
import type { UploadSnapshot } from '@holdfast/upload-manager';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createDuplicates } from '../state/duplicates.ts';
import { useUploadManager } from './use-upload-manager.ts';

/**
 * Uploads of a file that is in the list already: the same name, folder, size and time, for the same use. The first of them
 * is not among them, nor what is stored already. `manager.remove` leaves them out.
 */
export function useDuplicateUploads(): readonly UploadSnapshot[] {
  const manager = useUploadManager();
  const duplicates = useMemo(() => createDuplicates(manager), [manager]);
  return useStore(duplicates);
}
