import { mebibyte } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem, testBytes } from './client.ts';
import { s3Kind } from './create-test-storage.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const svg = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
);

describe.each(hostKinds)('file content on the $name', (kind) => {
  let host: TestHost;
  let fileId: string;
  beforeAll(async () => {
    host = await kind.start();
    fileId = (await createClient(host).upload(bytes, { file_name: 'a.bin' })).file_id;
  });
  afterAll(() => host.close());

  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=0-', 0, size],
    ['bytes=-5', size - 5, size],
    [`bytes=${5 * mebibyte - 3}-${5 * mebibyte + 2}`, 5 * mebibyte - 3, 5 * mebibyte + 3],
    [`bytes=${size - 1}-${size + 1000}`, size - 1, size],
    ['bytes=-99999999', 0, size],
  ])('serves the range %s, across parts too', async (range, start, end) => {
    const response = await createClient(host).content(fileId, { range });

    const served = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(response.headers.get('content-length')).toBe(String(end - start));
    expect(served.equals(bytes.subarray(start, end))).toBe(true);
  });

  it.each([`bytes=${size}-`, 'bytes=-0'])('says that the range %s cannot be had', async (range) => {
    const response = await createClient(host).content(fileId, { range });

    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  });

  it.each(['bytes=5-2', 'bytes=a-b', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])(
    'serves the whole for the range %s',
    async (range) => {
      const response = await createClient(host).content(fileId, { range }, 'HEAD');

      expect([response.status, response.headers.get('content-length')]).toEqual([200, String(size)]);
    },
  );

  it('answers HEAD with the headers of GET and no body', async () => {
    const client = createClient(host);

    const head = await client.content(fileId, {}, 'HEAD');

    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      String(size),
      'bytes',
    ]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  it('a range of another version is the whole file, and an unchanged file is not sent again', async () => {
    const client = createClient(host);
    const etag = (await client.content(fileId, {}, 'HEAD')).headers.get('etag') ?? '';

    const same = await client.content(fileId, { range: 'bytes=0-3', 'if-range': etag });
    const other = await client.content(fileId, { range: 'bytes=0-3', 'if-range': '"other"' }, 'HEAD');
    const unchanged = await client.content(fileId, { 'if-none-match': etag });

    expect([same.status, other.status, unchanged.status]).toEqual([206, 200, 304]);
  });

  it('A43 shows pictures inline and hands over everything else, all of it without rights', async () => {
    const client = createClient(host);
    const picture = await client.upload(png, { file_name: 'p.png', mime_type: 'text/html' });
    const script = await client.upload(svg, { file_name: 'x.svg', mime_type: 'image/svg+xml' });

    const answers = [await client.content(picture.file_id), await client.content(script.file_id)];

    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'image/png',
      'application/octet-stream',
    ]);
    expect(answers.map(({ headers }) => headers.get('content-disposition')?.split(';')[0])).toEqual([
      'inline',
      'attachment',
    ]);
    // A page of the store's origin is no page of the app's, and its type is the one the URL was signed for.
    if (s3Kind !== undefined) return;
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('a file that is still being uploaded has no content, and is deleted by cancelling', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 10 });

    const content = await client.call('GET', `/api/files/${session.file_id}/content`);
    const deletion = await client.call('DELETE', `/api/files/${session.file_id}`);

    expect(problem(content).code).toBe('not_found');
    expect(problem(deletion)).toMatchObject({ code: 'session_state_conflict', file_status: 'pending' });
  });
});
