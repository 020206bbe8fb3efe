import { UploadError } from './upload-error.ts';

/** Unknown becomes UploadError once, at the edge. What is not ours is a bug and is not retried. */
export function toUploadError(error: unknown): UploadError {
  if (error instanceof UploadError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UploadError('internal_error', message, { cause: error, retryable: false });
}
