import {
  type ErrorCode,
  errorCodes,
  errorTitles,
  headerNames,
  type ProblemDetails,
} from '../contract/index.ts';
import type { ApiResponse } from '../ports/api-transport.ts';

/** A failure to be answered instead of the truth. */
export interface FakeFailure {
  /** A contract code, or `network` for no answer at all. */
  readonly code: ErrorCode | 'network';
  /** How often. @default 1 */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
  /** Fields the code promises. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface FailureQueue {
  add(what: string, failure: FakeFailure): void;
  /** Forgets every failure that is still due. */
  clear(): void;
  /** The failure that is due, used up by one. */
  take(what: string): FakeFailure | undefined;
}

export function createFailureQueue(): FailureQueue {
  const queues = new Map<string, readonly FakeFailure[]>();
  return {
    add(what, failure) {
      queues.set(what, [...(queues.get(what) ?? []), failure]);
    },
    clear: () => queues.clear(),
    take(what) {
      const [failure, ...rest] = queues.get(what) ?? [];
      if (failure === undefined) return undefined;
      const left = (failure.times ?? 1) - 1;
      queues.set(what, left > 0 ? [{ ...failure, times: left }, ...rest] : rest);
      return failure;
    },
  };
}

export function toProblem({ code, details }: FakeFailure): ProblemDetails {
  const known = code === 'network' ? 'internal_error' : code;
  const { retryable, status } = errorCodes[known];
  const title = errorTitles[known];
  return { type: `urn:holdfast:error:${known}`, title, status, code: known, retryable, ...details };
}

export function toProblemResponse(failure: FakeFailure): ApiResponse {
  const body = toProblem(failure);
  const { retryAfterSeconds } = failure;
  return {
    status: body.status,
    header: (name) =>
      name === headerNames.retryAfter && retryAfterSeconds !== undefined ? String(retryAfterSeconds) : null,
    body,
  };
}
