import * as v from 'valibot';
import { errorCodes, headerNames, isErrorCode, problemDetails } from '../../contract/index.ts';
import { UploadError, type UploadErrorCode } from '../../errors/upload-error.ts';

interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
}

/** Retry-After in milliseconds; RFC 9110 allows seconds or a date. A malformed one only loses its timing. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  // biome-ignore lint/style/noRestrictedGlobals: parsing a date reads no clock.
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** An error answer of the backend, or a proxy's in its place, as an UploadError. */
export function toApiError(answer: Answer & { readonly body: unknown }, now: number): UploadError {
  const retryAfterMs = parseRetryAfter(answer.header(headerNames.retryAfter), now);
  const timing = retryAfterMs === undefined ? {} : { retryAfterMs };
  const problem = v.safeParse(problemDetails, answer.body);
  if (!problem.success) {
    // HTML or nothing where JSON was due: something between page and backend answered.
    const retryable = answer.status >= 500 || answer.status === 429 || answer.status < 400;
    return new UploadError('proxy_rejected', `Answer ${answer.status} is not the backend's`, {
      httpStatus: answer.status,
      retryable,
      ...timing,
    });
  }
  return fromProblem(problem.output, timing);
}

export function fromProblem(
  problem: v.InferOutput<typeof problemDetails>,
  timing: { readonly retryAfterMs?: number } = {},
): UploadError {
  const { type: _type, title, status, detail, code, retryable, request_id, ...details } = problem;
  return new UploadError(toKnownCode(code, status), detail ?? title, {
    httpStatus: status,
    retryable,
    details,
    ...(request_id === undefined ? {} : { requestId: request_id }),
    ...(isErrorCode(code) ? {} : { serverCode: code }),
    ...timing,
  });
}

/** A newer server may use codes this client does not know: the status still says what kind of error it is. */
function toKnownCode(code: string, status: number): UploadErrorCode {
  if (isErrorCode(code)) return code;
  for (const known of Object.keys(errorCodes)) {
    if (isErrorCode(known) && errorCodes[known].status === status) return known;
  }
  return status >= 500 ? 'internal_error' : 'invalid_request';
}
