import type { AnalyticsGroup, StorageAnalytics, UploadManager } from '@holdfast/upload-manager';
import { known } from '../known.ts';
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
}

/** What fills a workspace, all groups at once: nobody reads a chart of more than a thousand. */
export function createUsageResource(options: UsageResourceOptions): UsageResource {
  const { manager, groupBy, workspaceId, from } = options;
  return createPagesResource<UsageGroup, StorageAnalytics>({
    manager,
    fetchPage: (cursor, signal) =>
      manager.getUsage(groupBy, { ...known({ workspaceId, from, cursor }), limit: 100, signal }),
    keyOf: ({ key }) => JSON.stringify(key),
    leastItems: Number.POSITIVE_INFINITY,
    staleAfter: ['completed', 'fileDeleted', 'referenceDeleted'],
  });
}
