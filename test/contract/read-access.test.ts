import { fileRecord, readToken } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { createTestClock, minuteMs } from './test-clock.ts';

describe.each(hostKinds)('who may read a file on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { publicReferenceTypes: ['avatar'] } });
  });
  afterAll(() => host.close());

  /** Without any credentials, as an `img` of another site asks. */
  const open = (url: string) => host.fetch(url.replace(host.url, ''));
  const tokenFor = async (fileId: string) =>
    ok(readToken, await createClient(host).call('POST', `/api/files/${fileId}/read-token`));

  it('a read token opens its file without credentials, to be shown on any site', async () => {
    const bytes = testBytes(100);
    const file = await createClient(host).upload(bytes);

    const { url, expires_at } = await tokenFor(file.file_id);
    const response = await open(url);

    expect(url.startsWith(`${file.url}?t=`)).toBe(true);
    expect(Math.abs(Date.parse(expires_at) - Date.now() - 15 * minuteMs)).toBeLessThan(minuteMs);
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(bytes));
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('R-D5 a token opens no other file, and no changed token opens anything', async () => {
    const client = createClient(host);
    const [file, other] = [await client.upload(testBytes(10)), await client.upload(testBytes(11))];
    const token = (await tokenFor(file.file_id)).url.split('?t=')[1] ?? '';
    const [expires = '', mac = ''] = token.split('.');
    const forged = [
      '',
      'x',
      `${token}A`,
      `${expires}.`,
      `${Number(expires) + 1}.${mac}`,
      `${expires}.${'A'.repeat(43)}`,
      `.${mac}`,
    ];

    const answers = [
      await open(`/api/files/${other.file_id}/content?t=${token}`),
      ...(await Promise.all(forged.map((t) => open(`/api/files/${file.file_id}/content?t=${t}`)))),
    ];

    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        code: 'url_invalid',
        title: 'Signed URL invalid or expired',
        detail: 'The read token was not made for this file',
      });
    }
  });

  it('a token is for those who may read, and dies with its file', async () => {
    const client = createClient(host);
    const { file_id } = await client.upload(testBytes(10));
    const { url } = await tokenFor(file_id);
    const path = `/api/files/${file_id}/read-token`;

    const refused = [
      await createClient(host, null).call('POST', path),
      await createClient(host, 'bob').call('POST', path),
    ];
    const reader = await createClient(host, 'reader').call('POST', path);
    await client.call('DELETE', `/api/files/${file_id}`);

    expect(refused.map((answer) => problem(answer).code)).toEqual(['unauthorized', 'not_found']);
    expect(reader.status).toBe(200);
    expect((await open(url)).status).toBe(410);
    expect(problem(await client.call('POST', path)).code).toBe('upload_gone');
  });

  it('files of a public reference type need nothing; all others credentials, and whether one exists does not show', async () => {
    const client = createClient(host);
    const avatar = await client.upload(testBytes(10), { reference_type: 'avatar', reference_id: 'a' });
    const icon = await client.upload(testBytes(11), { reference_type: 'icon', reference_id: 'a' });
    const pending = await client.initiate({ file_size: 3, reference_type: 'avatar', reference_id: 'b' });

    const answers = await Promise.all(
      [avatar.file_id, icon.file_id, pending.file_id, 'unknown'].map((id) =>
        open(`/api/files/${id}/content`),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
    expect(answers[0]?.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await createClient(host, 'bob').content(avatar.file_id)).status).toBe(200);
    await client.call('DELETE', `/api/files/${avatar.file_id}`);
    expect((await open(avatar.url)).status).toBe(401);
  });

  it('a range outside the file is a problem that says how long the file is', async () => {
    const client = createClient(host);
    const { file_id } = await client.upload(testBytes(10));

    const answer = await client.call('GET', `/api/files/${file_id}/content`, {
      headers: { range: 'bytes=10-' },
    });

    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10');
    expect(problem(answer)).toMatchObject({ code: 'range_not_satisfiable', size_bytes: 10 });
  });
});

it('a read token expires', async () => {
  const clock = createTestClock();
  const host = await inProcess.start({ clock });
  const client = createClient(host);
  const { file_id } = ok(
    fileRecord,
    await client.call('GET', `/api/files/${(await client.upload(testBytes(5))).file_id}`),
  );
  const { url } = ok(readToken, await client.call('POST', `/api/files/${file_id}/read-token`));

  clock.advance(15 * minuteMs - 1);
  const before = await host.fetch(url);
  clock.advance(1);
  const after = await host.fetch(url);

  expect([before.status, after.status]).toEqual([200, 403]);
  await host.close();
});
