import { mebibyte } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem, sha256, sliceOf, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { createTestClock, minuteMs } from './test-clock.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);

/** Any change to what was signed. */
const changes: readonly (readonly [string, (url: URL) => void])[] = [
  [
    'the signature changed',
    (url) => url.searchParams.set('signature', flipped(url.searchParams.get('signature') ?? '')),
  ],
  ['no signature', (url) => url.searchParams.delete('signature')],
  ['an empty signature', (url) => url.searchParams.set('signature', '')],
  [
    'the expiry changed',
    (url) => url.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1)),
  ],
  ['the part changed', (url) => url.searchParams.set('part', '2')],
  ['the part as 01', (url) => url.searchParams.set('part', '01')],
  ['the size changed', (url) => url.searchParams.set('size', '5')],
  ['the key changed', (url) => url.searchParams.set('key', 'tenants/tenant-b/files/x')],
  ['a key that climbs', (url) => url.searchParams.set('key', '../../../../etc/passwd')],
  ['the upload changed', (url) => url.searchParams.set('upload', crypto.randomUUID())],
  ['the checksum changed', (url) => url.searchParams.set('checksum', `${'A'.repeat(43)}=`)],
  ['the algorithm changed', (url) => url.searchParams.set('algorithm', 'none')],
  ['a parameter nobody signed', (url) => url.searchParams.append('x-id', 'PutObject')],
  ['the part twice', (url) => url.searchParams.append('part', '1')],
  ['the signature twice', (url) => url.searchParams.append('signature', 'AAAA')],
  [
    'everything gone',
    (url) => {
      url.search = '';
    },
  ],
];

function flipped(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
}

describe.each(hostKinds)('signed URLs on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { defaultPlan: 'unlimited' } });
  });
  afterAll(() => host.close());

  const prepare = async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    const [signed] = await client.sign(session, bytes, [1]);
    return { client, session, url: signed?.url ?? '', part: sliceOf(session, bytes, 1) };
  };

  it.each(changes)('A23 A59 R-C8 a URL with %s is 403 url_invalid and stores nothing', async (_, change) => {
    const { client, session, url, part } = await prepare();
    const tampered = new URL(url);
    change(tampered);
    const before = [await host.rows(), await host.stored()];

    const answer = await client.put(tampered.href, part);

    expect([answer.status, problem(answer).code]).toEqual([403, 'url_invalid']);
    expect([await host.rows(), await host.stored()]).toEqual(before);
    expect((await client.resume(session)).uploaded_parts).toEqual([]);
  });

  it.each([-1, 1, -5 * mebibyte + 1])(
    'A15 R-D6 a part that is off by %i bytes is refused and not kept',
    async (difference) => {
      const { client, session, url, part } = await prepare();
      const wrong = new Uint8Array(part.byteLength + difference);
      wrong.set(part.subarray(0, wrong.byteLength));
      const before = await host.stored();

      const answer = await client.put(url, wrong);

      expect(problem(answer)).toMatchObject({
        status: 400,
        code: 'part_size_mismatch',
        expected_bytes: part.byteLength,
      });
      expect(await host.stored()).toEqual(before);
      expect((await client.resume(session)).uploaded_parts).toEqual([]);
    },
  );

  it('A20 A30 R-F3 damaged bytes are refused, may be sent again, and are not kept', async () => {
    const { client, session, url, part } = await prepare();
    const damaged = part.slice();
    damaged[4_000_000] = (damaged[4_000_000] ?? 0) ^ 1;
    const before = await host.stored();

    const answer = await client.put(url, damaged);
    const kept = await host.stored();
    const again = await client.put(url, part);

    expect(problem(answer)).toMatchObject({ status: 422, code: 'checksum_mismatch', retryable: true });
    expect(kept).toEqual(before);
    expect(again.status).toBe(200);
    expect((await client.resume(session)).uploaded_parts).toHaveLength(1);
  });

  it('A20 R-F3 a part URL used again with other bytes changes nothing: the first bytes stay, and are the file', async () => {
    const { client, session, url, part } = await prepare();
    const first = await client.put(url, part);
    const before = await host.stored();
    const other = part.slice().reverse();

    const replayed = await client.put(url, other);
    const kept = await host.stored();
    const sameAgain = await client.put(url, part);
    await client.send(session, bytes, [2]);
    const etag = first.headers.get('etag');
    await client.complete(session, [{ part_number: 1, etag }]);
    const served = new Uint8Array(await (await client.content(session.file_id)).arrayBuffer());

    expect([problem(replayed).status, problem(replayed).code]).toEqual([422, 'checksum_mismatch']);
    expect([sameAgain.status, sameAgain.headers.get('etag')]).toEqual([200, etag]);
    expect(kept).toEqual(before);
    expect(sha256(served)).toBe(sha256(bytes));
  });

  it('A20 where no checksum is bound, a client that says what it sent is told which part was sent again since', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size, checksum_algorithms: [] });
    const [signed] = await client.sign(session, bytes, [1]);
    const part = sliceOf(session, bytes, 1);
    const etags = [await client.put(signed, part), await client.put(signed, part.slice().reverse())].map(
      ({ headers }) => headers.get('etag'),
    );
    await client.send(session, bytes, [2]);

    const refused = await client.call('POST', '/app/assets/upload/complete', {
      body: { upload_session_id: session.upload_session_id, parts: [{ part_number: 1, etag: etags[0] }] },
    });
    const repaired = await client.put(signed, part);
    await client.complete(session, [{ part_number: 1, etag: repaired.headers.get('etag') }]);
    const served = new Uint8Array(await (await client.content(session.file_id)).arrayBuffer());

    expect(new Set(etags).size).toBe(2);
    expect(problem(refused)).toMatchObject({ status: 409, code: 'part_changed', part_numbers: [1] });
    expect(sha256(served)).toBe(sha256(bytes));
  });

  it.each(['GET', 'POST', 'DELETE'])('A25 a part URL is good for PUT, not for %s', async (method) => {
    const { url, part } = await prepare();

    const response = await host.fetch(url, { method, ...(method === 'POST' ? { body: part } : {}) });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('PUT');
  });

  it('any page may ask for the PUT, and read its ETag', async () => {
    const { url, part } = await prepare();
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'PUT' };

    const preflight = await host.fetch(url, { method: 'OPTIONS', headers });
    const response = await host.fetch(url, {
      method: 'PUT',
      body: part,
      headers: { origin: 'https://app.example.com' },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    expect(response.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(response.headers.get('etag')).toMatch(/^".+"$/);
  });

  it('A21 A22 a URL used after completion cannot touch the file or leave anything behind', async () => {
    const client = createClient(host);
    for (const fileSize of [100, size]) {
      const session = await client.initiate({ file_size: fileSize });
      const content = bytes.subarray(0, fileSize);
      const signed = await client.sign(session, content, [1]);
      await client.send(session, new Uint8Array(content));
      await client.complete(session);
      const before = await host.stored();

      const answer = await client.put(signed[0]?.url ?? '', sliceOf(session, content, 1));

      expect(problem(answer).code).toBe('url_invalid');
      expect(await host.stored()).toEqual(before);
    }
  });

  it('A60 two requests for one part at once leave one of them whole, never a mix', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size, checksum_algorithms: [] });
    const [signed] = await client.sign(session, bytes, [1]);
    const versions = Array.from({ length: 6 }, (_, seed) => testBytes(5 * mebibyte, seed + 10));

    const answers = await Promise.all(versions.map((version) => client.put(signed?.url ?? '', version)));
    const [stored] = (await client.resume(session)).uploaded_parts;
    await client.send(session, bytes, [2]);
    await client.complete(session);
    const served = new Uint8Array(await (await client.content(session.file_id)).arrayBuffer());

    expect(answers.map(({ status }) => status)).toEqual(versions.map(() => 200));
    expect(answers.map(({ headers }) => headers.get('etag'))).toContain(stored?.etag);
    const part = Buffer.from(served.subarray(0, 5 * mebibyte));
    expect(versions.filter((version) => part.equals(version))).toHaveLength(1);
  });

  it('R-C8 the first binding wins: another checksum is part_changed unless it replaces', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    const other = testBytes(size, 7);
    await client.send(session, bytes, [1, 2]);
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-url`;
    const [rebound] = await client.sign(session, bytes, [1]);
    const checksum = sha256(sliceOf(session, other, 1));

    const refused = problem(await client.call('POST', path, { body: { part_number: 1, checksum } }));
    const replaced = await client.call('POST', path, { body: { part_number: 1, checksum, replace: true } });
    const missing = problem(await client.complete(session));
    await client.put((replaced.body as { url: string }).url, sliceOf(session, other, 1));
    const late = await client.put(rebound?.url ?? '', sliceOf(session, bytes, 1));
    const lateMissing = problem(await client.complete(session));

    expect(refused).toMatchObject({ status: 409, code: 'part_changed', part_numbers: [1] });
    expect(missing).toMatchObject({ status: 409, code: 'parts_missing', missing_parts: [1] });
    // The old URL still stores the old bytes, but they are no longer what the part is bound to.
    expect(late.status).toBe(200);
    expect(lateMissing.missing_parts).toEqual([1]);
  });
});

describe('signed URLs over time', () => {
  it('live 15 minutes', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock });
    const client = createClient(host);
    const session = await client.initiate({ file_size: 10 });
    const [signed] = await client.sign(session, bytes.subarray(0, 10), [1]);
    const url = signed?.url ?? '';

    clock.advance(15 * minuteMs - 1);
    const inTime = await client.put(url, new Uint8Array(bytes.subarray(0, 10)));
    clock.advance(1);
    const late = await client.put(url, new Uint8Array(bytes.subarray(0, 10)));

    expect(inTime.status).toBe(200);
    expect(problem(late).code).toBe('url_invalid');
    await host.close();
  });
});
