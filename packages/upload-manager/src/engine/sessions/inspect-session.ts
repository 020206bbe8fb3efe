import type { ResumeResponse } from '../../contract/index.ts';
import type { FileAccess, UploadEvent } from '../../core/upload-event.ts';
import type { Session, Wait } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { EngineContext } from '../engine-context.ts';
import type { UploadJob } from '../upload-job.ts';
import { toStoredContent } from './stored-parts.ts';

export interface InspectSessionOptions {
  readonly job: UploadJob;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly onWait: (wait: Wait | null) => void;
}

/** Asks the server what it really holds, and looks whether the page has the bytes for the rest. */
export async function inspectSession(
  context: EngineContext,
  options: InspectSessionOptions,
): Promise<UploadEvent> {
  const { job, onWait, session, signal } = options;
  const answer = await context.retry(() => context.api.inspect(session.sessionId, signal), {
    signal,
    onWait,
  });
  if (answer.file) return { type: 'fileActivated', file: answer.file };
  if (answer.reason === 'cancelled') return { type: 'sessionCancelled' };
  if (answer.reason === 'completing') return { type: 'completionFound', session };
  if (!answer.can_resume) throw cannotGoOn(session, answer);
  if (!isSamePlan(session, answer)) {
    throw new UploadError('upload_gone', `Upload session ${session.sessionId} has another plan than before`);
  }

  const { storedParts, checksums } = toStoredContent(session, answer);
  job.storedChecksums = checksums;
  return { type: 'sessionInspected', session, storedParts, access: await openFile(context, job) };
}

function cannotGoOn(session: Session, { reason }: ResumeResponse): UploadError {
  return new UploadError(
    reason === 'gone' ? 'upload_gone' : 'upload_expired',
    `Upload session ${session.sessionId} cannot go on: ${reason ?? 'no reason given'}`,
  );
}

export interface InspectPartOptions {
  readonly session: Session;
  readonly partNumber: number;
  readonly sizeBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Asks the server once whether the store has a part whose answer never came. A session that has ended meanwhile is a
 * `session_state_conflict`: whoever hears it inspects the whole session.
 */
export async function inspectStoredPart(
  { api }: EngineContext,
  { partNumber, session, signal, sizeBytes }: InspectPartOptions,
): Promise<boolean> {
  const answer = await api.inspect(session.sessionId, signal);
  if (answer.upload_status !== 'uploading') {
    throw new UploadError('session_state_conflict', `Session ${session.sessionId} has ended`, {
      details: { upload_status: answer.upload_status },
    });
  }
  if (!answer.can_resume) throw cannotGoOn(session, answer);
  return answer.uploaded_parts.some(
    (part) => part.part_number === partNumber && part.size_bytes === sizeBytes,
  );
}

/** Parts cut in another way than before would mix two files' bytes. */
function isSamePlan(session: Session, answer: ResumeResponse): boolean {
  return (
    answer.chunk_size === session.chunkSize &&
    answer.part_count === session.partCount &&
    answer.file_size === session.fileSize
  );
}

async function openFile(context: EngineContext, job: UploadJob): Promise<FileAccess> {
  if (job.source !== null) return job.isVerified ? 'verified' : 'unverified';
  if (job.handle === null || job.handle === undefined) return 'missing';
  const reopened = await context.ports.fileSources.reopen(job.handle, { ask: false });
  if (reopened.outcome === 'permission-needed') return 'permission';
  if (reopened.outcome === 'gone') return 'missing';
  job.source = reopened.source;
  return 'unverified';
}
