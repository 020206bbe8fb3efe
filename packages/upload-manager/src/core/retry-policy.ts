import { errorCodes, isErrorCode } from '../contract/index.ts';
import type { UploadError, UploadErrorCode } from '../errors/upload-error.ts';

export type RetryDecision = { readonly retry: true; readonly delayMs: number } | { readonly retry: false };

/** Attempts in a row without a byte accepted, the first included. */
const maxAttempts = 10;
const baseDelayMs = 500;
const maxDelayMs = 30_000;
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

export interface FailedAttempt {
  readonly error: UploadError;
  /** Attempts made since a byte was last accepted; 1 after the first failure. */
  readonly attempt: number;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

/**
 * Full jitter over an exponential ceiling, as the AWS architecture blog describes it; the server's own Retry-After
 * wins, without jitter.
 */
export function decideRetry({ error, attempt, random }: FailedAttempt): RetryDecision {
  if (!isRetryable(error) || attempt >= maxAttempts) return { retry: false };
  if (error.retryAfterMs !== undefined) {
    return { retry: true, delayMs: Math.min(error.retryAfterMs, maxRetryAfterMs) };
  }
  const ceilingMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return { retry: true, delayMs: Math.round(random * ceilingMs) };
}
