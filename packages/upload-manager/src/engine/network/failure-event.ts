import { sessionOf } from '../../core/selectors.ts';
import type { UploadEvent } from '../../core/upload-event.ts';
import type { UploadState } from '../../core/upload-state.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { UploadJob } from '../upload-job.ts';

/** A session that is open whenever it is asked, and over whenever it is used, is of no use. */
const mostDoubts = 3;

/** A session lost this often for one upload is not bad luck. */
const mostRestarts = 3;

export interface FailedWork {
  readonly job: UploadJob;
  readonly state: UploadState;
  /** Whether people sign in, so that another may be signed in by now. */
  readonly hasAccounts: boolean;
}

/** What an error that no retry could repair means for the upload. */
export function toFailureEvent(error: UploadError, { hasAccounts, job, state }: FailedWork): UploadEvent {
  // Without a session there is none to lose: what was not found is the workspace.
  if (sessionOf(state) === null) return { type: 'workFailed', error };
  switch (error.code) {
    case 'not_found':
      // Somebody else may have signed in: nobody's file goes into another one's account by itself.
      return hasAccounts ? { type: 'workFailed', error } : toSessionLost(job, error);
    case 'upload_expired':
    case 'upload_gone':
      return toSessionLost(job, error);
    case 'session_state_conflict':
      if (error.details.upload_status === 'cancelled') return { type: 'sessionCancelled' };
      // Completed elsewhere, or an answer that came late: the session itself knows.
      if (state.status !== 'restoring' && job.doubts < mostDoubts) {
        job.doubts += 1;
        return { type: 'sessionDoubted' };
      }
      return toSessionLost(job, error);
    case 'part_changed':
      // Another checksum was bound to this part first: the file is no longer the one the session was opened with.
      return { type: 'workFailed', error: new UploadError('file_changed', error.message, { cause: error }) };
    default:
      return { type: 'workFailed', error };
  }
}

function toSessionLost(job: UploadJob, error: UploadError): UploadEvent {
  job.restarts += 1;
  return { type: 'sessionLost', error, restart: job.source !== null && job.restarts <= mostRestarts };
}

/** The part numbers a `parts_missing` answer names, or `null` for any other error. */
export function missingParts(error: UploadError): readonly number[] | null {
  if (error.code !== 'parts_missing') return null;
  const named = error.details.missing_parts;
  if (!Array.isArray(named)) return null;
  const numbers = named.filter((value): value is number => Number.isSafeInteger(value));
  return numbers.length === 0 ? null : numbers;
}
