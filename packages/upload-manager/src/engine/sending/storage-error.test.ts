import { describe, expect, it } from 'vitest';
import { toStorageError } from './storage-error.ts';

const response = (status: number, body = '') => ({ status, header: () => null, body });
const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;

describe('toStorageError (R-F6)', () => {
  it.each([
    [403, xml('SignatureDoesNotMatch'), 'url_invalid'],
    [403, '', 'url_invalid'],
    [400, xml('BadDigest'), 'checksum_mismatch'],
    [400, xml('XAmzContentSHA256Mismatch'), 'checksum_mismatch'],
    [404, xml('NoSuchUpload'), 'upload_gone'],
    [503, xml('SlowDown'), 'rate_limited'],
    [500, xml('InternalError'), 'storage_unavailable'],
    [507, xml('XMinioStorageFull'), 'storage_full'],
    [413, '<html>nginx</html>', 'proxy_rejected'],
    [400, '{"broken', 'proxy_rejected'],
    [
      422,
      JSON.stringify({ type: 't', title: 't', status: 422, code: 'checksum_mismatch', retryable: true }),
      'checksum_mismatch',
    ],
  ])('reads %i %s as %s', (status, body, code) => {
    expect(toStorageError(response(status, body), 0).code).toBe(code);
  });
});
