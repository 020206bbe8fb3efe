import { describe, expect, it } from 'vitest';
import { clientErrorCodes, errorCodes } from '../contract/index.ts';
import { UploadError, type UploadErrorCode } from '../errors/upload-error.ts';
import { describeError } from './describe-error.ts';
import { formatBytes } from './format-bytes.ts';

const codes = [...Object.keys(errorCodes), ...clientErrorCodes] as readonly UploadErrorCode[];

describe('describeError (R-E6)', () => {
  it.each(codes)('has a sentence without jargon for %s', (code) => {
    const { text } = describeError(new UploadError(code, 'internal words'));

    expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(text).not.toMatch(/internal words|undefined|null|\bHTTP\b|[a-z]_[a-z]|\d{3}/);
  });

  it('leaves numbers out that the server did not send', () => {
    const error = new UploadError('quota_exceeded', 'full', { details: { limit_bytes: 5e9 } });

    expect(describeError(error)).toEqual({
      text: 'There is not enough storage left. Delete files you no longer need, or upgrade your plan.',
      action: 'free-space',
    });
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1_500_000, '1.5 MB'],
    [15_400_000, '15.4 MB'],
    [5e9, '5 GB'],
    [5_368_709_120, '5.36 GB'],
    [10_737_418_240, '10.7 GB'],
    [999_999, '999 kB'],
    [2e15, '2,000 TB'],
    [-5, '0 bytes'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });
});
