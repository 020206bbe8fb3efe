'use client';
import type { UploadList } from '@holdfast/upload-manager';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useUploadManager } from './use-upload-manager.ts';

/**
 * Ids and totals of all uploads. Select what you show: the totals change with the progress, the ids only when an
 * upload comes or goes.
 * @example const ids = useUploads((list) => list.ids);
 */
export function useUploads<T = UploadList>(selector: (list: UploadList) => T = wholeList): T {
  return useStore(useUploadManager().list, useShallow(selector));
}

/** Only reached when no selector is given, and then `T` is the list. */
function wholeList<T>(list: UploadList): T {
  return list as T;
}
