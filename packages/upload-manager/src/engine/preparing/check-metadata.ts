import type { UploadOptions } from '../../core/upload-snapshot.ts';
import { UploadError } from '../../errors/upload-error.ts';

/** Circles and BigInts are no JSON. They would break the call that opens this upload, and others in the same batch. */
export function checkMetadata({ metadata }: UploadOptions): void {
  try {
    JSON.stringify(metadata);
  } catch (cause) {
    throw new UploadError('invalid_request', 'The metadata cannot be written as JSON', { cause });
  }
}
