import { UploadError } from '@holdfast/upload-manager';

/** The manager rejects with `UploadError`; anything else is a bug in code of the host and stays readable as its cause. */
export function asUploadError(cause: unknown): UploadError {
  if (cause instanceof UploadError) return cause;
  return new UploadError('internal_error', 'The upload manager rejected with something unexpected', {
    cause,
  });
}
