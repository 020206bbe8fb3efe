export type StorageErrorCode = 'no_such_upload' | 'no_such_object' | 'invalid_key' | 'unavailable' | 'full';

/** What a storage driver could not do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
