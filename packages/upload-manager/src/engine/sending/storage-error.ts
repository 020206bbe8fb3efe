import { headerNames } from '../../contract/index.ts';
import { UploadError, type UploadErrorCode } from '../../errors/upload-error.ts';
import type { TransportResponse } from '../../ports/transport.ts';
import { parseRetryAfter, toApiError } from '../calls/problem.ts';

/** S3's error codes that say more than the HTTP status. */
const s3Codes: ReadonlyMap<string, UploadErrorCode> = new Map([
  ['BadDigest', 'checksum_mismatch'],
  ['InvalidDigest', 'checksum_mismatch'],
  ['XAmzContentSHA256Mismatch', 'checksum_mismatch'],
  ['XAmzContentChecksumMismatch', 'checksum_mismatch'],
  ['NoSuchUpload', 'upload_gone'],
  ['RequestTimeout', 'request_timeout'],
  ['SlowDown', 'rate_limited'],
]);

const statusCodes: ReadonlyMap<number, UploadErrorCode> = new Map([
  [403, 'url_invalid'],
  [404, 'upload_gone'],
  [408, 'request_timeout'],
  [429, 'rate_limited'],
  [507, 'storage_full'],
]);

/** A refused PUT as an UploadError: the reference backend answers problem details, S3 answers XML. */
export function toStorageError(response: TransportResponse, now: number): UploadError {
  if (response.body.startsWith('{')) {
    return toApiError(
      { status: response.status, header: response.header, body: parseJson(response.body) },
      now,
    );
  }
  const s3Code = /<Code>(\w+)<\/Code>/.exec(response.body)?.[1] ?? '';
  const code = s3Codes.get(s3Code) ?? statusCodes.get(response.status) ?? fallbackCode(response.status);
  const retryAfterMs = parseRetryAfter(response.header(headerNames.retryAfter), now);
  return new UploadError(code, `Storage answered ${response.status} ${s3Code}`.trimEnd(), {
    httpStatus: response.status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function fallbackCode(status: number): UploadErrorCode {
  return status >= 500 ? 'storage_unavailable' : 'proxy_rejected';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON after all: the caller reports it as a proxy's answer.
    return undefined;
  }
}
