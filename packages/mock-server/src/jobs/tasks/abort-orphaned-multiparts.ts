import type { BackendContext } from '../../domain/backend-context.ts';
import { isTemporaryKey, temporaryPrefix, tenantsRoot } from '../../storage/key-layout.ts';
import type { ListedUpload } from '../../storage/object-storage.ts';
import type { Job } from '../job.ts';
import { safeAgeMs, sweepListing } from '../sweep-listing.ts';

/**
 * Aborts unfinished multipart uploads that no open session leads to. What our own rows know is aborted by them, when a
 * session ends; this is the second look, for what a crash left before it was written down. A store's list may be
 * incomplete and says nothing about activity, so it never decides about an upload that a row knows.
 */
export const abortOrphanedMultiparts: Job = {
  name: 'abort-orphaned-multiparts',
  summary: 'Aborts multipart uploads older than a day that belong to no open upload session',
  cadence: { every: 'clean-up', minute: 37 },
  async run(context, run) {
    const oldBefore = context.clock.now() - safeAgeMs;
    const { examined, dropped, failed } = await sweepListing<ListedUpload>(context, run, {
      name: 'abort-orphaned-multiparts',
      prefixes: [temporaryPrefix, tenantsRoot],
      list: ({ bucket }, request) => bucket.listUploads(request),
      orphans: (_, items) =>
        withoutOpenSession(
          context,
          items.filter(({ startedMs }) => startedMs <= oldBefore),
        ),
      drop: ({ bucket }, { key, multipartId }) => bucket.multipart.abort({ key, multipartId }),
    });
    return { examined, aborted: dropped, failed };
  },
};

/** At a temporary key the session names its one upload; at a final key any upload may be the copy being promoted. */
async function withoutOpenSession(
  { database }: BackendContext,
  items: readonly ListedUpload[],
): Promise<readonly ListedUpload[]> {
  if (items.length === 0) return [];
  const keys = items.map(({ key }) => key);
  const rows = await database
    .selectFrom('upload_sessions')
    .select(['multipart_id', 'final_key'])
    .where('status', 'in', ['initiating', 'uploading'])
    .where(({ eb, or }) =>
      or([
        eb(
          'multipart_id',
          'in',
          items.map(({ multipartId }) => multipartId),
        ),
        eb('final_key', 'in', keys),
      ]),
    )
    .execute();
  const uploads = new Set(rows.map(({ multipart_id }) => multipart_id));
  const finalKeys = new Set(rows.map(({ final_key }) => final_key));
  return items.filter(({ key, multipartId }) =>
    isTemporaryKey(key) ? !uploads.has(multipartId) : !finalKeys.has(key),
  );
}
