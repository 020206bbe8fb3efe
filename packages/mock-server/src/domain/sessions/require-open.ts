import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';

/** How long a caller should stay away from a session that is being completed. */
export const completingRetrySeconds = 2;

export function isClaimed(session: SessionRow, nowMs: number): boolean {
  return session.claim_until !== null && session.claim_until > nowMs;
}

/** Rejects unless bytes may still be sent. */
export function requireOpen(session: SessionRow, nowMs: number): void {
  if (session.status === 'uploading' && !isClaimed(session, nowMs)) return;
  throw session.status === 'uploading' ? completing(session) : closed(session);
}

export function completing(session: SessionRow): ApiError {
  return new ApiError('completing', `Upload session ${session.id} is being completed`, {
    retryAfterSeconds: completingRetrySeconds,
  });
}

/** Why a session takes nothing more: `expired` and `gone` are final in another way than a decision of somebody. */
export function closed(session: SessionRow): ApiError {
  const fields = { upload_status: session.status };
  if (session.failure_reason === 'expired') {
    return new ApiError('upload_expired', `Upload session ${session.id} has expired`, { fields });
  }
  if (session.failure_reason === 'gone') {
    return new ApiError('upload_gone', `The bytes of upload session ${session.id} are gone`, { fields });
  }
  return new ApiError('session_state_conflict', `Upload session ${session.id} is ${session.status}`, {
    fields,
  });
}
