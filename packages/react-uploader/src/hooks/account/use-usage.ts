'use client';
import type { AnalyticsGroup } from '@holdfast/upload-manager';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createUsageResource, type UsageState } from '../../state/account/usage-resource.ts';
import { useUploadManager } from '../use-upload-manager.ts';

export interface UseUsageOptions {
  /** What files are counted by. */
  readonly groupBy: AnalyticsGroup;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Only files made from then on, as `toISOString` writes it. @default all */
  readonly from?: string | undefined;
}

export interface UseUsageResult {
  /** The groups, or why there are none. */
  readonly state: UsageState;
  /** Asks the server now. */
  readonly reload: () => void;
}

/** What fills a workspace: files and bytes by what they are for, type, project, person or day. Follows uploads and deletions. */
export function useUsage({ groupBy, workspaceId, from }: UseUsageOptions): UseUsageResult {
  const manager = useUploadManager();
  const usage = useMemo(
    () => createUsageResource({ manager, groupBy, workspaceId, from }),
    [manager, groupBy, workspaceId, from],
  );
  const state = useStore(usage);
  return { state, reload: usage.reload };
}
