import { partRange } from '../../contract/index.ts';
import type { UploadEvent } from '../../core/upload-event.ts';
import type { Session, StoredParts } from '../../core/upload-state.ts';
import type { FileSource } from '../../ports/file-source.ts';
import type { Dispatcher } from '../dispatch.ts';
import type { EngineContext } from '../engine-context.ts';
import type { UploadJob } from '../upload-job.ts';
import { hasFingerprint } from './fingerprint.ts';
import type { SessionRecords } from './session-records.ts';

export interface RecogniseParts {
  readonly context: EngineContext;
  readonly dispatcher: Dispatcher;
  readonly jobs: Map<string, UploadJob>;
  readonly records: SessionRecords;
}

interface Waiting {
  readonly job: UploadJob;
  readonly session: Session;
  readonly storedParts: StoredParts;
}

/**
 * Looks whether a file that was just added is the one that an upload of an earlier page waits for, whatever it is called
 * now: its content decides. If so, the added upload goes on with that session, and the row that waited goes.
 */
export async function recogniseFile(
  parts: RecogniseParts,
  job: UploadJob,
  signal: AbortSignal,
): Promise<UploadEvent | null> {
  const { context, dispatcher, jobs, records } = parts;
  const { source } = job;
  if (source === null) return null;
  for (const id of job.candidates) {
    const waiting = findWaiting(parts, id);
    if (waiting?.session.fileSize !== source.stat().sizeBytes) continue;
    if (!(await hasContentOf(context, { ...waiting, source, signal }))) continue;
    const shown = dispatcher.snapshot(id);
    const added = dispatcher.snapshot(job.id);
    // Somebody else may have found it while this one was being read.
    if (shown === undefined || added === undefined || findWaiting(parts, id) === null) continue;
    job.fingerprint = waiting.job.fingerprint;
    job.storedChecksums = waiting.job.storedChecksums;
    jobs.delete(id);
    dispatcher.replace({ ...added, file: shown.file, options: shown.options });
    dispatcher.remove(new Set([id]));
    void records.forget(id);
    return { type: 'sessionRecognised', session: waiting.session, storedParts: waiting.storedParts };
  }
  return null;
}

function findWaiting({ dispatcher, jobs }: RecogniseParts, id: string): Waiting | null {
  const job = jobs.get(id);
  const state = dispatcher.snapshot(id)?.state;
  if (job === undefined || state?.status !== 'needs-file') return null;
  return { job, session: state.session, storedParts: state.storedParts };
}

/** By the samples taken when the session was opened; for a session from elsewhere, by the first part that is stored. */
async function hasContentOf(
  context: EngineContext,
  waiting: Waiting & { readonly source: FileSource; readonly signal: AbortSignal },
): Promise<boolean> {
  const { job, session, signal, source, storedParts } = waiting;
  const { fingerprint, storedChecksums } = job;
  const isSame = fingerprint === null ? null : await hasFingerprint(context, { source, fingerprint, signal });
  if (isSame !== null) return isSame;
  const [first] = storedParts;
  if (first === undefined || session.checksumAlgorithm === 'none') return false;
  const { start, end } = partRange(session.fileSize, session.chunkSize, first);
  const digest = await context.hash(source.slice(start, end), session.checksumAlgorithm, signal);
  return digest === storedChecksums.get(first);
}
