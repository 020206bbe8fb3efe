'use client';
import type { UploadSnapshot } from '@holdfast/upload-manager';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createUploadSubset } from '../state/upload-subset.ts';
import { useUploadManager } from './use-upload-manager.ts';

/**
 * The uploads in a certain state, and renders only when one comes to be in it or leaves it. Keep the function's
 * identity, and let it look at what changes with the status only.
 * @example const failed = useUploadsWhere(isFailed);
 */
export function useUploadsWhere(isIncluded: (upload: UploadSnapshot) => boolean): readonly UploadSnapshot[] {
  const manager = useUploadManager();
  const subset = useMemo(() => createUploadSubset(manager, isIncluded), [manager, isIncluded]);
  return useStore(subset);
}
