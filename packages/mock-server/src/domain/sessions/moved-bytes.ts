import type { SessionRow } from '../../db/schema.ts';
import { StorageError } from '../../storage/storage-error.ts';
import { ApiError } from '../api-error.ts';

/** Bytes that changed between the look and the step: asking again finds out what storage holds now. */
export function toRetry(session: SessionRow, error: unknown): unknown {
  if (!isNoSuch(error)) return error;
  return new ApiError('completing', `Upload session ${session.id} is still being written to`, {
    retryAfterSeconds: 1,
    cause: error,
  });
}

/** Whether storage says that what was named is not there, or is another one. */
export function isNoSuch(error: unknown): boolean {
  return (
    error instanceof StorageError && (error.code === 'no_such_object' || error.code === 'no_such_upload')
  );
}
