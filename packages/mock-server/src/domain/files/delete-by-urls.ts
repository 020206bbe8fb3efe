import type { DeleteByUrlsResponse } from '@holdfast/upload-manager/contract';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { toFailure } from '../failure.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { Caller } from '../principal.ts';
import { deleteFile } from './delete-file.ts';
import { fileIdOfUrl } from './file-url.ts';

type Verdict = DeleteByUrlsResponse['results'][number];

/** Each deletion is a few small transactions; more at once would only queue for the database. */
const concurrency = 4;

/** Deletes the caller's files among these URLs. One that cannot be deleted hurts no other, and asking again is harmless. */
export async function deleteByUrls(
  context: BackendContext,
  caller: Caller,
  urls: readonly string[],
): Promise<DeleteByUrlsResponse> {
  return { results: await mapConcurrently(urls, concurrency, (url) => deleteByUrl(context, caller, url)) };
}

async function deleteByUrl(context: BackendContext, caller: Caller, url: string): Promise<Verdict> {
  const fileId = fileIdOfUrl(context.settings, url);
  if (fileId === null) return { url, outcome: 'ignored' };
  try {
    await deleteFile(context, caller, { fileId });
    return { url, outcome: 'deleted', file_id: fileId };
  } catch (error) {
    // Whether a foreign file exists is nobody's to learn: its URL is as unknown as any.
    if (error instanceof ApiError && error.code === 'not_found') return { url, outcome: 'ignored' };
    const { problem } = toFailure(error, caller.requestId);
    if (problem.status >= 500) {
      context.log({ level: 'error', event: 'batch.item_failed', requestId: caller.requestId, error });
    }
    return { url, outcome: 'refused', file_id: fileId, error: problem };
  }
}
