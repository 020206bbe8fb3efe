import pLimit from 'p-limit';
import { limits, type ResumeResponse, type SessionList, sessionList } from '../../contract/index.ts';
import { sessionOf } from '../../core/selectors.ts';
import type { SessionRecord } from '../../core/session-record.ts';
import type { Session } from '../../core/upload-state.ts';
import type { ApiClient } from '../calls/api-client.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { EngineContext } from '../engine-context.ts';
import { toStoredContent } from '../sessions/stored-parts.ts';
import { createUploadJob, type UploadJob } from '../upload-job.ts';

export interface OfferParts {
  readonly context: EngineContext;
  readonly call: ApiClient['call'];
  readonly dispatcher: Dispatcher;
  readonly jobs: Map<string, UploadJob>;
  readonly listRecords: () => Promise<readonly SessionRecord[]>;
  /** Uploads the user has removed here: their sessions are listed until the server has heard of it. */
  readonly removed: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

type Summary = SessionList['items'][number];

/** Calls at once: nobody waits for them, and what is uploading needs the connections. */
const inspectedAtOnce = 2;

/**
 * Offers the user's open sessions that this browser knows nothing of: its storage was cleared, or they were begun on
 * another device. Each waits for its file; nothing is stored of it here until then. Resolves when they are listed, or
 * when the server cannot be reached; then they follow when it can.
 */
export function offerSessions(parts: OfferParts): Promise<void> {
  const { call, context, signal } = parts;
  return new Promise((resolve) => {
    context
      .retry(() => listOpen(call, signal), { signal, onWait: () => resolve() })
      .then((summaries) => offerUnknown(parts, summaries))
      .catch(() => {
        // Not signed in, or a backend without this list: what the browser itself remembers is all there is.
      })
      .finally(resolve);
  });
}

async function listOpen(call: ApiClient['call'], signal: AbortSignal): Promise<readonly Summary[]> {
  const summaries: Summary[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: String(limits.maxBatchItems), ...(cursor ? { cursor } : {}) };
    const page: SessionList = await call('listUploads', { schema: sessionList, query, signal });
    summaries.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return summaries;
}

async function offerUnknown(parts: OfferParts, summaries: readonly Summary[]): Promise<void> {
  const records = await parts.listRecords();
  const stored = new Set(records.flatMap((record) => [record.id, record.session.sessionId]));
  const atOnce = pLimit(inspectedAtOnce);
  await Promise.all(
    summaries
      .filter((summary) => !stored.has(summary.upload_session_id) && !stored.has(idOf(summary)))
      .map((summary) => atOnce(() => offer(parts, summary))),
  );
}

async function offer(parts: OfferParts, summary: Summary): Promise<void> {
  const { context, dispatcher, jobs, signal } = parts;
  if (isKnown(parts, summary)) return;
  const answer = await context.api.inspect(summary.upload_session_id, signal);
  // It may have appeared in another page, or ended, while the server was asked.
  if (!answer.can_resume || isKnown(parts, summary)) return;
  const session = toSession(answer);
  const { storedParts, checksums } = toStoredContent(session, answer);
  const id = idOf(summary);
  const job = createUploadJob({
    id,
    idempotencyKey: context.ports.clock.createId(),
    source: null,
    handle: null,
    fingerprint: null,
  });
  job.isOffer = true;
  job.storedChecksums = checksums;
  jobs.set(id, job);
  dispatcher.insert([
    {
      id,
      owner: 'this-page',
      file: {
        name: summary.file_name,
        mimeType: '',
        relativePath: '',
        sizeBytes: summary.file_size,
        lastModified: summary.last_modified ?? null,
      },
      options: {},
      // biome-ignore lint/style/noRestrictedGlobals: parsing a date reads no clock.
      addedAt: Date.parse(summary.created_at),
      state: { status: 'needs-file', session, storedParts, need: 'file', error: null },
    },
  ]);
}

/** The id it had in the page that began it, so that every page of every browser calls it the same. */
function idOf(summary: Summary): string {
  return summary.client_reference || summary.upload_session_id;
}

/** Whether it is on the list, or was until its user removed it. */
function isKnown({ dispatcher, removed }: OfferParts, summary: Summary): boolean {
  if (removed.has(idOf(summary))) return true;
  if (dispatcher.snapshot(idOf(summary)) !== undefined) return true;
  return dispatcher.list.getState().ids.some((id) => {
    const state = dispatcher.snapshot(id)?.state;
    return state !== undefined && sessionOf(state)?.sessionId === summary.upload_session_id;
  });
}

function toSession(answer: ResumeResponse): Session {
  return {
    sessionId: answer.upload_session_id,
    fileId: answer.file_id,
    uploadType: answer.upload_type,
    fileSize: answer.file_size,
    chunkSize: answer.chunk_size,
    partCount: answer.part_count,
    checksumAlgorithm: answer.checksum_algorithm,
  };
}
