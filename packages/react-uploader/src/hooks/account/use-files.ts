'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import {
  createFilesResource,
  type FilesResource,
  type FilesState,
} from '../../state/account/files-resource.ts';
import { useUploadManager } from '../use-upload-manager.ts';

export interface UseFilesOptions {
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Files fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number | undefined;
  /** Type of what the files are for, beside its id. @default anything */
  readonly referenceType?: string | undefined;
  /** Id of what the files are for, beside its type. */
  readonly referenceId?: string | undefined;
}

export interface UseFilesResult extends Pick<FilesResource, 'reload' | 'loadMore' | 'deleteFile'> {
  /** The files that were fetched, or why there are none. */
  readonly state: FilesState;
}

/** The files on the server, page by page. An upload that completes meanwhile is listed at once. */
export function useFiles(options: UseFilesOptions = {}): UseFilesResult {
  const { workspaceId, pageSize, referenceType, referenceId } = options;
  const manager = useUploadManager();
  const files = useMemo(
    () => createFilesResource({ manager, workspaceId, pageSize, referenceType, referenceId }),
    [manager, workspaceId, pageSize, referenceType, referenceId],
  );
  const state = useStore(files);
  return { state, reload: files.reload, loadMore: files.loadMore, deleteFile: files.deleteFile };
}
