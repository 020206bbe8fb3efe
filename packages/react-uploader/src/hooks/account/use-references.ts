'use client';
import type { CascadeResult, FileReference } from '@holdfast/upload-manager';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  createReferencesResource,
  type ReferencesResource,
  type ReferencesState,
} from '../../state/account/references-resource.ts';
import { known } from '../../state/known.ts';
import { useUploadManager } from '../use-upload-manager.ts';

export interface UseReferencesResult extends Pick<ReferencesResource, 'reload' | 'loadMore'> {
  /** The references that were fetched, or why there are none. */
  readonly state: ReferencesState;
  /** Removes a reference from all its files and deletes those that have no other. Rejects with an `UploadError`. */
  readonly deleteReference: (reference: FileReference) => Promise<CascadeResult>;
}

/**
 * What the files of a workspace are for, each with how many and how large they are.
 * @param workspaceId the caller's default workspace when left out
 */
export function useReferences(workspaceId?: string): UseReferencesResult {
  const manager = useUploadManager();
  const references = useMemo(
    () => createReferencesResource({ manager, workspaceId }),
    [manager, workspaceId],
  );
  const state = useStore(references);
  const deleteReference = useCallback(
    (reference: FileReference) => manager.deleteReference(reference, known({ workspaceId })),
    [manager, workspaceId],
  );
  return { state, reload: references.reload, loadMore: references.loadMore, deleteReference };
}
