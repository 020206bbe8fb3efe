import type { UploadOptions } from '../../core/upload-snapshot.ts';
import { UploadError } from '../../errors/upload-error.ts';

/**
 * What the server will be told, as it is now. A reactive framework's proxy can neither be stored nor handed to another
 * page; circles and BigInts are no JSON, and would break the call that opens this upload and others in the same batch.
 */
export function toPlainOptions(options: UploadOptions): UploadOptions {
  try {
    return JSON.parse(JSON.stringify(options));
  } catch (cause) {
    throw new UploadError('invalid_request', 'The metadata cannot be written as JSON', { cause });
  }
}
