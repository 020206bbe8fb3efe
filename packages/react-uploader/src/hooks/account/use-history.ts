'use client';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  createHistoryResource,
  type HistoryFilter,
  type HistoryResource,
  type HistoryState,
} from '../../state/account/history-resource.ts';
import { useUploadManager } from '../use-upload-manager.ts';
import { useCallerState } from './use-caller-state.ts';

export interface UseHistoryOptions {
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Entries fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number | undefined;
}

export interface UseHistoryResult extends Pick<HistoryResource, 'reload' | 'loadMore'> {
  /** The entries that were fetched, or why there are none. */
  readonly state: HistoryState;
  /** What is looked for now. */
  readonly filter: HistoryFilter;
  /** Looks for something else. What is shown stays, marked as stale, until the answer is there. */
  readonly setFilter: (filter: HistoryFilter) => void;
}

const noFilter: HistoryFilter = {};

/** What became of the caller's uploads, page by page, also of those that failed or were deleted. */
export function useHistory({ workspaceId, pageSize }: UseHistoryOptions = {}): UseHistoryResult {
  const manager = useUploadManager();
  const [filter, setFilter] = useCallerState<HistoryFilter>();
  const history = useMemo(
    () => createHistoryResource({ manager, workspaceId, pageSize }),
    [manager, workspaceId, pageSize],
  );
  const state = useStore(history);
  useEffect(() => history.setFilter(filter ?? noFilter), [history, filter]);
  return { state, filter: filter ?? noFilter, setFilter, reload: history.reload, loadMore: history.loadMore };
}
