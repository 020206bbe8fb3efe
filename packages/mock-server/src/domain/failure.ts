import {
  type ErrorCode,
  errorCodes,
  errorTitles,
  problemContentType,
} from '@holdfast/upload-manager/contract';
import { DatabaseUnavailableError } from '../db/database-unavailable-error.ts';
import { UnstorableTextError } from '../db/unstorable-text-error.ts';
import { StorageError } from '../storage/storage-error.ts';
import { ApiError } from './api-error.ts';

/** RFC 9457 problem details as this server writes them. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly request_id: string;
  readonly [field: string]: unknown;
}

export interface Failure {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

const secondsUntilStoreIsBack = 2;

/** Anything thrown, as the problem its caller may see. What is not meant for callers becomes `internal_error`. */
export function toFailure(error: unknown, requestId: string): Failure {
  const apiError = toApiError(error);
  const { status, retryable } = errorCodes[apiError.code];
  return {
    problem: {
      ...apiError.fields,
      type: `urn:holdfast:error:${apiError.code}`,
      title: errorTitles[apiError.code],
      status,
      detail: apiError.message,
      code: apiError.code,
      retryable,
      request_id: requestId,
    },
    headers: {
      'content-type': problemContentType,
      ...(apiError.retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(apiError.retryAfterSeconds) }),
      ...(apiError.code === 'range_not_satisfiable'
        ? { 'content-range': `bytes */${String(apiError.fields.size_bytes)}` }
        : {}),
      ...(Array.isArray(apiError.fields.allow) ? { allow: apiError.fields.allow.join(', ') } : {}),
    },
  };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StorageError) return fromStorage(error);
  if (error instanceof DatabaseUnavailableError) {
    return new ApiError('database_unavailable', 'The database is not available now', {
      retryAfterSeconds: secondsUntilStoreIsBack,
      cause: error,
    });
  }
  if (error instanceof UnstorableTextError) {
    return new ApiError('invalid_request', 'Text may hold no NUL', { cause: error });
  }
  return new ApiError('internal_error', 'Something went wrong on the server', { cause: error });
}

function fromStorage(error: StorageError): ApiError {
  if (error.code === 'full') {
    return new ApiError('storage_full', 'The store has no room for these bytes', { cause: error });
  }
  if (error.code === 'unavailable') {
    return new ApiError('storage_unavailable', 'The store is not available now', {
      retryAfterSeconds: secondsUntilStoreIsBack,
      cause: error,
    });
  }
  // Keys are this server's own and uploads are checked before they are used, so the other codes are its mistake.
  return new ApiError('internal_error', 'Something went wrong on the server', { cause: error });
}
