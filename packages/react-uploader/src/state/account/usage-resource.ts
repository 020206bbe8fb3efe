import type { AnalyticsGroup, StorageAnalytics, UploadManager } from '@holdfast/upload-manager';
import { known } from '../known.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';
import { createPagesResource, type PagesResource, type PagesState } from './pages-resource.ts';

/** Files and bytes of one group; `key` is null for files without the label. */
export type UsageGroup = StorageAnalytics['items'][number];

export type UsageState = PagesState<UsageGroup, StorageAnalytics>;

export type UsageResource = Pick<
  PagesResource<UsageGroup, StorageAnalytics>,
  'getState' | 'getInitialState' | 'subscribe' | 'reload'
>;

export interface UsageResourceOptions {
  readonly manager: UploadManager;
  readonly groupBy: AnalyticsGroup;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** Files made from then on. @default all */
  readonly from?: string | undefined;
  /** @default setTimeout */
  readonly schedule?: Schedule;
}

/** Many files that come and go at once are one change. */
const gatheringMs = 2000;
const pageSize = 100;
/** Nobody reads a chart of more groups; a workspace with thousands of projects must not be asked for all of them. */
const mostPages = 10;

/** What fills a workspace, all groups at once. */
export function createUsageResource(options: UsageResourceOptions): UsageResource {
  const { manager, groupBy, workspaceId, from, schedule = scheduleTimeout } = options;

  async function fetchAll(signal: AbortSignal): Promise<StorageAnalytics> {
    const request = { ...known({ workspaceId, from }), limit: pageSize, signal };
    const items: UsageGroup[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const answer: StorageAnalytics = await manager.getUsage(groupBy, {
        ...request,
        ...known({ cursor: cursor ?? undefined }),
      });
      items.push(...answer.items);
      cursor = answer.next_cursor;
      if (cursor === null) break;
    }
    return { items, next_cursor: cursor };
  }

  return createPagesResource<UsageGroup, StorageAnalytics>({
    fetchPage: (_cursor, signal) => fetchAll(signal),
    keyOf: ({ key }) => JSON.stringify(key),
    watch({ refresh }) {
      let cancelRefresh: (() => void) | null = null;
      const refreshSoon = () => {
        cancelRefresh?.();
        cancelRefresh = schedule(refresh, gatheringMs);
      };
      const stops = (['completed', 'fileDeleted', 'referenceDeleted'] as const).map((name) =>
        manager.on(name, refreshSoon),
      );
      return () => {
        for (const stop of stops) stop();
        cancelRefresh?.();
      };
    },
  });
}
