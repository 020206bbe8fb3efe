'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { QuotaState } from '../../state/account/quota-resource.ts';
import { sharedQuota } from '../../state/account/shared-quotas.ts';
import { useUploadManager } from '../use-upload-manager.ts';

export interface UseQuotaResult {
  /** The quota, or why it is not known. */
  readonly state: QuotaState;
  /** Asks the server now. */
  readonly reload: () => void;
}

/**
 * What a workspace may store and what it does. Loads by itself and follows uploads and deletions; all components
 * that ask for the same workspace share one answer.
 * @param workspaceId the caller's default workspace when left out
 */
export function useQuota(workspaceId?: string): UseQuotaResult {
  const manager = useUploadManager();
  const quota = useMemo(() => sharedQuota(manager, workspaceId), [manager, workspaceId]);
  const state = useStore(quota);
  return { state, reload: quota.reload };
}
