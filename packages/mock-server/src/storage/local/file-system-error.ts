import { StorageError } from '../storage-error.ts';

export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return errorCodeOf(error) === 'ENOENT';
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT']);
/** What a healthy disk does not answer, and may answer no more when it is asked again. */
const unavailableCodes = new Set([
  'EIO',
  'EMFILE',
  'ENFILE',
  'EACCES',
  'EPERM',
  'EROFS',
  'EBUSY',
  'ELOOP',
  'ENOTDIR',
]);

/** A file system's refusal as the storage error it means; anything else stays as it is. */
export function toStorageError(error: unknown): unknown {
  const code = errorCodeOf(error);
  if (code === undefined) return error;
  if (fullCodes.has(code)) return new StorageError('full', 'The disk is full', { cause: error });
  if (unavailableCodes.has(code)) {
    return new StorageError('unavailable', `The disk answered ${code}`, { cause: error });
  }
  return error;
}
