import type { HistoryEntry, HistoryList, ListHistoryOptions, UploadManager } from '@holdfast/upload-manager';
import { known } from '../known.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';
import { createPagesResource, type PagesResource, type PagesState } from './pages-resource.ts';

/** What is looked for. Left out, everything matches. */
export interface HistoryFilter {
  /** How the name begins, in capitals or not. */
  readonly fileName?: string | undefined;
  readonly status?: HistoryEntry['status'] | undefined;
  /** Moments in time, as `toISOString` writes them: `from` inclusive, `to` exclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type HistoryState = PagesState<HistoryEntry, HistoryList>;

/** What became of the caller's uploads, as a store that can be filtered. */
export interface HistoryResource
  extends Pick<
    PagesResource<HistoryEntry, HistoryList>,
    'getState' | 'getInitialState' | 'subscribe' | 'reload' | 'loadMore'
  > {
  /** Looks for something else; a name that is being typed is waited for. */
  setFilter(filter: HistoryFilter): void;
}

export interface HistoryResourceOptions {
  readonly manager: UploadManager;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Entries fetched at a time, 1 to 100. @default 50 */
  readonly pageSize?: number | undefined;
  /** @default setTimeout */
  readonly schedule?: Schedule;
}

/** Whoever types does not pause longer than this between two letters. */
const typingPauseMs = 250;
/** Many uploads that end at once are one change. */
const gatheringMs = 1000;

export function createHistoryResource(options: HistoryResourceOptions): HistoryResource {
  const { manager, workspaceId, pageSize, schedule = scheduleTimeout } = options;
  let filter: HistoryFilter = {};
  let cancelRefresh: (() => void) | null = null;

  const pages = createPagesResource<HistoryEntry, HistoryList>({
    fetchPage: (cursor, signal) =>
      manager.listHistory({
        ...requestOf(filter),
        ...known({ workspaceId, limit: pageSize, cursor }),
        signal,
      }),
    keyOf: ({ file_id }) => file_id,
    watch() {
      const stops = (['completed', 'failed', 'cancelled', 'fileDeleted', 'referenceDeleted'] as const).map(
        (name) => manager.on(name, () => refreshIn(gatheringMs)),
      );
      return () => {
        for (const stop of stops) stop();
        cancelRefresh?.();
        cancelRefresh = null;
      };
    },
  });

  function refreshIn(delayMs: number) {
    cancelRefresh?.();
    cancelRefresh = schedule(() => {
      cancelRefresh = null;
      pages.refresh();
    }, delayMs);
  }

  return {
    getState: pages.getState,
    getInitialState: pages.getInitialState,
    subscribe: pages.subscribe,
    reload: pages.reload,
    loadMore: pages.loadMore,
    setFilter(next) {
      if (isSame(filter, next)) return;
      const isTyping = filter.fileName !== next.fileName;
      filter = next;
      if (isTyping) return refreshIn(typingPauseMs);
      cancelRefresh?.();
      cancelRefresh = null;
      pages.refresh();
    },
  };
}

function requestOf({ fileName, status, from, to }: HistoryFilter): ListHistoryOptions {
  return known({ fileName: fileName === '' ? undefined : fileName, status, from, to });
}

function isSame(one: HistoryFilter, other: HistoryFilter): boolean {
  return (['fileName', 'status', 'from', 'to'] as const).every((key) => one[key] === other[key]);
}
