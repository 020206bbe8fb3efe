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

/** Whether anything is looked for in particular. */
export function isFiltering(filter: HistoryFilter): boolean {
  return Object.values(filter).some(Boolean);
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

export function createHistoryResource(options: HistoryResourceOptions): HistoryResource {
  const { manager, workspaceId, pageSize, schedule = scheduleTimeout } = options;
  let filter: HistoryFilter = {};
  /** What the pages that are shown answer: a name that is being typed was not asked for yet. */
  let askedFilter = filter;
  let cancelTyping: (() => void) | null = null;

  const { replace, ...pages } = createPagesResource<HistoryEntry, HistoryList>({
    manager,
    schedule,
    fetchPage(cursor, signal) {
      if (cursor === undefined) askedFilter = filter;
      return manager.listHistory({
        ...requestOf(askedFilter),
        ...known({ workspaceId, limit: pageSize, cursor }),
        signal,
      });
    },
    keyOf: ({ file_id }) => file_id,
    staleAfter: ['completed', 'failed', 'cancelled', 'fileDeleted', 'referenceDeleted'],
    watch: () => [() => cancelTyping?.()],
  });

  return {
    ...pages,
    setFilter(next) {
      if (isSame(filter, next)) return;
      const isTyping = filter.fileName !== next.fileName;
      filter = next;
      cancelTyping?.();
      cancelTyping = null;
      if (isTyping) cancelTyping = schedule(replace, typingPauseMs);
      else replace();
    },
  };
}

function requestOf({ fileName, status, from, to }: HistoryFilter): ListHistoryOptions {
  return known({ fileName: fileName === '' ? undefined : fileName, status, from, to });
}

function isSame(one: HistoryFilter, other: HistoryFilter): boolean {
  return (['fileName', 'status', 'from', 'to'] as const).every((key) => one[key] === other[key]);
}
