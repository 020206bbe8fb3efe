import { fileList, fileRecord, mebibyte, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

type Who = Parameters<typeof createClient>[1];
type Headers = Readonly<Record<string, string>>;

/** A form as the platform writes it, with the length a network stack adds. */
async function formBody(form: FormData): Promise<{ raw: Uint8Array<ArrayBuffer>; headers: Headers }> {
  const response = new Response(form);
  const type = response.headers.get('content-type') ?? '';
  const raw = new Uint8Array(await response.arrayBuffer());
  return { raw, headers: { 'content-type': type, 'content-length': String(raw.byteLength) } };
}

function formOf(bytes: Uint8Array<ArrayBuffer>, name = 'photo.bin', type = ''): FormData {
  const form = new FormData();
  form.append('before', 'x');
  form.append('file', new Blob([bytes], { type }), name);
  return form;
}

describe.each(hostKinds)('POST /api/upload on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  const sendForm = async (form: FormData, headers: Headers = {}, who: Who = 'alice'): Promise<Answer> => {
    const body = await formBody(form);
    return createClient(host, who).call('POST', '/api/upload', {
      raw: body.raw,
      headers: { ...body.headers, ...headers },
    });
  };
  const sendRaw = (bytes: Uint8Array<ArrayBuffer>, headers: Headers = {}, who: Who = 'alice') =>
    createClient(host, who).call('POST', '/api/upload', {
      raw: bytes,
      headers: { 'content-length': String(bytes.byteLength), 'x-file-name': 'photo.bin', ...headers },
    });
  const quota = async (workspace = 'a-main') => {
    const answer = await createClient(host).call('GET', `/api/workspaces/${workspace}/quota`);
    const { used_bytes, reserved_bytes } = ok(workspaceQuota, answer);
    return { used_bytes, reserved_bytes };
  };

  it.each([0, 1, 1000, 5 * mebibyte + 3])(
    'R-A1 R-A3 R-D6 takes %i bytes as a form and as a raw body, and serves them equal',
    async (size) => {
      const bytes = testBytes(size);
      const client = createClient(host);

      const answers = [await sendForm(formOf(bytes, 'a.bin', 'image/x-raw')), await sendRaw(bytes)];
      const files = answers.map((answer) => ok(fileRecord, answer));

      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expect(files).toMatchObject([
        { file_name: 'a.bin', mime_type: 'image/x-raw', size_bytes: size, status: 'active' },
        { file_name: 'photo.bin', mime_type: 'application/octet-stream', size_bytes: size, status: 'active' },
      ]);
      for (const file of files) {
        expect(file.url).toBe(`${host.url}/api/files/${file.file_id}/content`);
        const served = new Uint8Array(await (await client.content(file.file_id)).arrayBuffer());
        expect(sha256(served)).toBe(sha256(bytes));
      }
      expect((await quota()).reserved_bytes).toBe(0);
    },
  );

  it('R-A2 goes to the workspace and the reference its headers name', async () => {
    const headers = { 'x-workspace-id': 'a-other', 'x-reference-type': 'icon', 'x-reference-id': '7' };

    const file = ok(fileRecord, await sendForm(formOf(testBytes(10)), headers));

    expect(file).toMatchObject({ reference_type: 'icon', reference_id: '7' });
    expect([await quota(), await quota('a-other')]).toEqual([
      { used_bytes: 0, reserved_bytes: 0 },
      { used_bytes: 10, reserved_bytes: 0 },
    ]);
  });

  it.each(['Übermut – 写真 📷.png', 'a "quoted" name.txt', 'percent%20sign', 'semi;colon=.x'])(
    'keeps the name %s as it is',
    async (name) => {
      const files = [
        ok(fileRecord, await sendForm(formOf(testBytes(1), name))),
        ok(fileRecord, await sendRaw(testBytes(2), { 'x-file-name': encodeURIComponent(name) })),
      ];

      expect(files.map(({ file_name }) => file_name)).toEqual([name, name]);
    },
  );

  it('R-A4 a repeated key answers the first file again, and stands for nothing else', async () => {
    const headers = { 'x-idempotency-key': 'once' };
    const bytes = testBytes(500);

    const first = await sendForm(formOf(bytes), headers);
    const rows = await host.rows();
    const again = [await sendForm(formOf(bytes), headers), await sendRaw(bytes, headers)];
    const others = [
      await sendForm(formOf(testBytes(500, 2)), headers),
      await sendForm(formOf(testBytes(501)), headers),
      await sendForm(formOf(bytes, 'other.bin'), headers),
      await sendForm(formOf(bytes), { ...headers, 'x-workspace-id': 'a-other' }),
    ];

    expect(again.map(({ status, body }) => [status, body])).toEqual([
      [201, first.body],
      [201, first.body],
    ]);
    expect(others.map((answer) => problem(answer).code)).toEqual(others.map(() => 'idempotency_mismatch'));
    expect(await host.rows()).toBe(rows);
    expect(ok(fileRecord, await sendForm(formOf(bytes), headers, 'carol')).file_id).not.toBe(
      ok(fileRecord, first).file_id,
    );
  });

  it('R-A4 while the first is running the same key is told to wait, and one file comes of it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => sendForm(formOf(testBytes(mebibyte)), { 'x-idempotency-key': 'k' })),
    );

    const created = answers.filter(({ status }) => status === 201).map((answer) => ok(fileRecord, answer));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(created.map(({ file_id }) => file_id)).size).toBe(1);
    expect(refused.map((answer) => problem(answer).code)).toEqual(
      refused.map(() => 'idempotency_in_progress'),
    );
    expect(refused.every(({ headers }) => headers.has('retry-after'))).toBe(true);
    expect(await quota()).toEqual({ used_bytes: mebibyte, reserved_bytes: 0 });
  });

  it('R-A1 R-A4 a refusal keeps nothing: no bytes, no reservation, and the key may be tried again', async () => {
    const client = createClient(host);
    await client.call('PUT', '/api/workspaces/a-main/plan', { body: { plan: 'tiny' } });
    const stored = await host.stored();

    const tooLarge = await sendRaw(testBytes(601), { 'x-idempotency-key': 'k' });
    ok(fileRecord, await sendRaw(testBytes(600), { 'x-idempotency-key': 'k' }));
    const full = [await sendRaw(testBytes(401, 2)), await sendForm(formOf(testBytes(401, 3)))];

    expect(problem(tooLarge)).toMatchObject({ code: 'file_too_large', max_file_bytes: 600 });
    for (const answer of full) expect(problem(answer)).toMatchObject({ code: 'quota_exceeded' });
    expect(await quota()).toEqual({ used_bytes: 600, reserved_bytes: 0 });
    expect((await host.stored()).filter((name) => name.includes('temp'))).toEqual(
      stored.filter((name) => name.includes('temp')),
    );
  });

  it('a form of exactly the largest file fits: what surrounds a file is not charged', async () => {
    await createClient(host).call('PUT', '/api/workspaces/a-main/plan', { body: { plan: 'tiny' } });

    const file = ok(fileRecord, await sendForm(formOf(testBytes(590))));

    expect(file.size_bytes).toBe(590);
    expect(await quota()).toEqual({ used_bytes: 590, reserved_bytes: 0 });
  });

  it('R-D6 the type is what the bytes are: a lie is 415 and leaves a failed record and no bytes', async () => {
    await host.close();
    host = await kind.start({ settings: { allowedTypes: ['image/png', 'text/plain'] } });
    const gif = new TextEncoder().encode('GIF89a..............');

    const byName = await sendForm(formOf(gif, 'a.gif', 'image/gif'));
    const byContent = await sendForm(formOf(gif, 'a.png', 'image/png'));

    expect([byName, byContent].map((answer) => problem(answer).code)).toEqual([
      'type_not_allowed',
      'type_not_allowed',
    ]);
    expect(await host.query('select status, failure_reason from files')).toEqual([
      { status: 'failed', failure_reason: 'type_not_allowed' },
    ]);
    expect(await host.stored()).toEqual([]);
    expect(await quota()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
  });

  it('R-D6 application/octet-stream declares no type, so the bytes decide', async () => {
    await host.close();
    host = await kind.start({ settings: { allowedTypes: ['image/gif'] } });
    const gif = new TextEncoder().encode('GIF89a..............');
    const undeclared = { 'content-type': 'application/octet-stream' };

    const allowed = ok(fileRecord, await sendRaw(gif, undeclared));
    const inForm = ok(fileRecord, await sendForm(formOf(gif, 'a.gif', 'application/octet-stream')));
    const refused = await sendRaw(new TextEncoder().encode('%PDF-1.7 ...........'), undeclared);

    expect([allowed.detected_type, inForm.detected_type]).toEqual(['image/gif', 'image/gif']);
    expect(problem(refused).code).toBe('type_not_allowed');
  });

  it.each([
    ['no length', 411, 'length_required', {}, { 'x-file-name': 'a' }],
    ['no name', 400, 'invalid_request', { 'content-length': '3' }, {}],
    ['a name in broken percent', 400, 'invalid_request', { 'content-length': '3' }, { 'x-file-name': '%ff' }],
    ['an empty name', 400, 'invalid_request', { 'content-length': '3' }, { 'x-file-name': '' }],
    ['NUL in the name', 400, 'invalid_request', { 'content-length': '3' }, { 'x-file-name': 'a%00' }],
    [
      'a form without a boundary',
      400,
      'invalid_request',
      { 'content-length': '3' },
      { 'content-type': 'multipart/form-data' },
    ],
    [
      'something that is no form',
      400,
      'invalid_request',
      { 'content-length': '3' },
      { 'content-type': 'multipart/form-data; boundary=b' },
    ],
    [
      'a bad key',
      400,
      'invalid_request',
      { 'content-length': '3' },
      { 'x-file-name': 'a', 'x-idempotency-key': 'ü' },
    ],
  ])('A7 refuses %s and writes nothing', async (_, status, code, length, headers) => {
    const before = await host.rows();
    const body = 'content-length' in length ? new TextEncoder().encode('abc') : streamOf(['abc']);

    const response = await host.fetch('/api/upload', {
      method: 'POST',
      headers: { authorization: 'Bearer alice', ...length, ...headers },
      body,
      duplex: 'half',
    } as RequestInit);

    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
    expect(await host.rows()).toBe(before);
  });

  it('R-A1 a form that breaks off or brings two files is refused, and nothing of it stays', async () => {
    const two = formOf(testBytes(10));
    two.append('file', new Blob(['second']), 'b');
    const cut = await formBody(formOf(testBytes(100_000)));
    const raw = cut.raw.slice(0, 50_000);

    const answers = [
      await sendForm(two),
      await createClient(host).call('POST', '/api/upload', {
        raw,
        headers: { ...cut.headers, 'content-length': String(raw.byteLength) },
      }),
    ];

    expect(answers.map((answer) => problem(answer).code)).toEqual(['invalid_request', 'invalid_request']);
    expect(await host.query('select distinct status, failure_reason from files')).toEqual([
      { status: 'failed', failure_reason: 'interrupted' },
    ]);
    expect(await host.stored()).toEqual([]);
    expect(await quota()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
  });

  it('a large body that is refused before it is read still gets its answer', async () => {
    const bytes = testBytes(33 * mebibyte);

    const answers = [await sendRaw(bytes), await sendForm(formOf(bytes)), await sendRaw(bytes, {}, 'reader')];

    expect(answers.map((answer) => problem(answer).code)).toEqual([
      'file_too_large',
      'file_too_large',
      'forbidden',
    ]);
  });

  it('is for those who may upload, in their own workspaces', async () => {
    const form = () => formOf(testBytes(3));
    const before = await host.rows();

    const answers = [
      await sendForm(form(), {}, null),
      await sendForm(form(), { 'x-workspace-id': 'b-main' }),
      await sendForm(form(), {}, 'reader'),
    ];

    expect(answers.map((answer) => problem(answer).code)).toEqual(['unauthorized', 'not_found', 'forbidden']);
    expect(await host.rows()).toBe(before);
  });

  it('R-D6 twenty uploads of one name at once are twenty files', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendForm(formOf(testBytes(100, index + 1), 'same.png'))),
    );

    const files = answers.map((answer) => ok(fileRecord, answer));
    const served = await Promise.all(
      files.map(async ({ file_id }) =>
        sha256(new Uint8Array(await (await createClient(host).content(file_id)).arrayBuffer())),
      ),
    );
    expect(new Set(files.map(({ file_id }) => file_id)).size).toBe(20);
    expect(served).toEqual(files.map((_, index) => sha256(testBytes(100, index + 1))));
    expect(ok(fileList, await createClient(host).call('GET', '/api/files')).items).toHaveLength(20);
  });
});

function streamOf(texts: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}
