import type { ReferenceList, UploadManager } from '@holdfast/upload-manager';
import { known } from '../known.ts';
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
}

const pageSize = 100;

export function createReferencesResource(options: ReferencesResourceOptions): ReferencesResource {
  const { manager, workspaceId } = options;
  const pages: PagesResource<ReferenceSummary, ReferenceList> = createPagesResource({
    manager,
    fetchPage: (cursor, signal) =>
      manager.listReferences({ ...known({ workspaceId, cursor }), limit: pageSize, signal }),
    keyOf: ({ reference_type, reference_id }) => JSON.stringify([reference_type, reference_id]),
    staleAfter: ['completed', 'fileDeleted', 'referenceDeleted'],
    watch: () => [
      manager.on('referenceDeleted', ({ reference: { type, id } }) =>
        pages.edit((items) =>
          items.filter((item) => item.reference_type !== type || item.reference_id !== id),
        ),
      ),
    ],
  });
  return pages;
}
