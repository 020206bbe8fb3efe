import { errorCodes, isErrorCode } from '../contract/index.ts';
import type { UploadError, UploadErrorCode } from '../errors/upload-error.ts';

export type RetryDecision = { readonly retry: true; readonly delayMs: number } | { readonly retry: false };

export interface RetryOptions {
  /** Attempts in a row without a byte accepted, the first included. @default 10 */
  readonly maxAttempts: number;
  /** @default 500 */
  readonly baseDelayMs: number;
  /** @default 30000 */
  readonly maxDelayMs: number;
  /** A server may not park an upload for longer than this. @default 300000 */
  readonly maxRetryAfterMs: number;
}

const defaultRetryOptions: RetryOptions = {
  maxAttempts: 10,
  baseDelayMs: 500,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 300_000,
};

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
export function decideRetry(
  failed: FailedAttempt,
  options: RetryOptions = defaultRetryOptions,
): RetryDecision {
  const { error, attempt, random } = failed;
  if (!isRetryable(error) || attempt >= options.maxAttempts) return { retry: false };
  if (error.retryAfterMs !== undefined) {
    return { retry: true, delayMs: Math.min(error.retryAfterMs, options.maxRetryAfterMs) };
  }
  const ceilingMs = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** (attempt - 1));
  return { retry: true, delayMs: Math.round(random * ceilingMs) };
}
