import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { compositeChecksum } from './composite-checksum.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

it('R-F3 SHA-256 of the parts digests in their order', async () => {
  const parts = [digest('a'), digest('b')];
  const expected = createHash('sha256').update(Buffer.concat(parts)).digest('base64');

  const value = await compositeChecksum(
    'sha256',
    parts.map((part) => part.toString('base64')),
  );

  expect(value).toBe(expected);
  expect(
    await compositeChecksum(
      'sha256',
      parts.toReversed().map((part) => part.toString('base64')),
    ),
  ).not.toBe(expected);
});

it('R-F3 CRC32C of the parts digests', async () => {
  // CRC32C of the nine bytes "123456789" is e3069283; of the four zero bytes below it is 48674bc7.
  expect(await compositeChecksum('crc32c', ['AAAAAA=='])).toBe('SGdLxw==');
});
