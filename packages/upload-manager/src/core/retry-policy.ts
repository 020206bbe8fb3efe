import { errorCodes, isErrorCode } from '../contract/index.ts';
import type { UploadError, UploadErrorCode } from '../errors/upload-error.ts';
import { type Attempt, backOff, type RetryDecision } from './back-off.ts';

/** A server may not park an upload for longer than this. */
const maxRetryAfterMs = 300_000;

const retryableClientCodes: ReadonlySet<UploadErrorCode> = new Set([
  'network',
  'timeout',
  'stalled',
  'cors_blocked',
]);

/** Whether the same request may succeed later. Unknown errors are bugs and are not retried. */
function isRetryable(error: UploadError): boolean {
  if (error.retryable !== undefined) return error.retryable;
  if (isErrorCode(error.code)) return errorCodes[error.code].retryable;
  return retryableClientCodes.has(error.code);
}

export interface FailedAttempt extends Attempt {
  readonly error: UploadError;
}

/** The server's own Retry-After wins over the back-off, without jitter. */
export function decideRetry(failed: FailedAttempt): RetryDecision {
  const { error } = failed;
  if (!isRetryable(error)) return { retry: false };
  const decision = backOff(failed);
  if (!decision.retry || error.retryAfterMs === undefined) return decision;
  return { retry: true, delayMs: Math.min(error.retryAfterMs, maxRetryAfterMs) };
}
