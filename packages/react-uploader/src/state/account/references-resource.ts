import type { ReferenceList, UploadManager } from '@holdfast/upload-manager';
import { known } from '../known.ts';
import { type Schedule, scheduleTimeout } from '../schedule.ts';
import { createPagesResource, type PagesResource, type PagesState } from './pages-resource.ts';

/** What files are for, with how many and how large they are. */
export type ReferenceSummary = ReferenceList['items'][number];

export type ReferencesState = PagesState<ReferenceSummary, ReferenceList>;

export type ReferencesResource = Pick<
  PagesResource<ReferenceSummary, ReferenceList>,
  'getState' | 'getInitialState' | 'subscribe' | 'reload' | 'loadMore'
>;

export interface ReferencesResourceOptions {
  readonly manager: UploadManager;
  /** @default the caller's default workspace */
  readonly workspaceId?: string | undefined;
  /** @default setTimeout */
  readonly schedule?: Schedule;
}

/** Many files that come and go at once are one change. */
const gatheringMs = 500;
const pageSize = 100;

export function createReferencesResource(options: ReferencesResourceOptions): ReferencesResource {
  const { manager, workspaceId, schedule = scheduleTimeout } = options;
  return createPagesResource<ReferenceSummary, ReferenceList>({
    fetchPage: (cursor, signal) =>
      manager.listReferences({ ...known({ workspaceId, cursor }), limit: pageSize, signal }),
    keyOf: ({ reference_type, reference_id }) => JSON.stringify([reference_type, reference_id]),
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
