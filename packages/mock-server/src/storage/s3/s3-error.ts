import { S3ServiceException } from '@aws-sdk/client-s3';
import { ApiError } from '../../domain/api-error.ts';
import { StorageError, type StorageErrorCode } from '../storage-error.ts';

/** What stores call it, and what it means here. */
const meanings: ReadonlyMap<string, StorageErrorCode> = new Map([
  ['NoSuchUpload', 'no_such_upload'],
  ['NoSuchKey', 'no_such_object'],
  ['NotFound', 'no_such_object'],
  ['InvalidPart', 'no_such_object'],
  ['InvalidPartOrder', 'no_such_object'],
  ['PreconditionFailed', 'no_such_object'],
  ['XMinioStorageFull', 'full'],
  ['QuotaExceeded', 'full'],
]);

/** Refusals that are about the store's own state or configuration: asking again later may help, other bytes do not. */
const awayNames = new Set([
  'NoSuchBucket',
  'AccessDenied',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'RequestTimeTooSkewed',
  'OperationAborted',
]);
const fullStatus = 507;

/** The name the store gave to its refusal; undefined when there was no answer. */
export function s3NameOf(error: unknown): string | undefined {
  return error instanceof S3ServiceException ? error.name : undefined;
}

/** A store's refusal, or its silence, as the storage error it means; a request that is wrong stays what it is. */
export function toS3StorageError(error: unknown): unknown {
  if (error instanceof StorageError || error instanceof ApiError) return error;
  if (!(error instanceof S3ServiceException)) {
    if (!isSilence(error)) return error;
    return new StorageError('unavailable', 'The store could not be reached', { cause: error });
  }
  const { httpStatusCode = 0 } = error.$metadata;
  const code = meanings.get(error.name);
  if (code !== undefined) return new StorageError(code, `The store answered ${error.name}`, { cause: error });
  if (httpStatusCode === fullStatus) return new StorageError('full', 'The store is full', { cause: error });
  const isAway =
    awayNames.has(error.name) || httpStatusCode >= 500 || [0, 403, 408, 429].includes(httpStatusCode);
  if (!isAway) return error;
  return new StorageError('unavailable', `The store answered ${error.name}`, { cause: error });
}

/** The SDK throws what Node's sockets do, and errors of its own for time limits and credentials it cannot find. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(E[A-Z]+|UND_ERR_\w+)$/.test(code) ||
    ['TimeoutError', 'AbortError', 'CredentialsProviderError', 'AggregateError'].includes(error.name) ||
    '$metadata' in error
  );
}

/** Runs work whose refusals leave the driver as storage errors. */
export async function withS3Errors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toS3StorageError(error);
  }
}
