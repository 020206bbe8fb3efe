import {
  fileRecord,
  initiateBatchResponse,
  mebibyte,
  type UploadSession,
  uploadSession,
} from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { createTestClock, hourMs, minuteMs } from './test-clock.ts';

const bytes = testBytes(50);
const body = { file_name: 'a', file_size: 50, checksum: { algorithm: 'sha256', value: sha256(bytes) } };

function withoutUrl({ upload: _, ...answer }: UploadSession): Omit<UploadSession, 'upload'> {
  return answer;
}

describe.each(hostKinds)('idempotency keys on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { defaultPlan: 'unlimited' } });
  });
  afterAll(() => host.close());

  const initiate = (key: string, fields: object = body, who: 'alice' | 'bob' = 'alice'): Promise<Answer> =>
    createClient(host, who).call('POST', '/app/uploads/initiate', {
      body: fields,
      headers: { 'x-idempotency-key': key },
    });

  it('the same key and fields get the first answer again, with a URL that works', async () => {
    const first = ok(uploadSession, await initiate('again'));
    const second = ok(
      uploadSession,
      await initiate('again', { file_size: 50, file_name: 'a', checksum: body.checksum }),
    );

    const { upload: firstUpload, ...firstAnswer } = first;
    const { upload, ...answer } = second;

    expect(answer).toEqual(firstAnswer);
    expect((await createClient(host).put(upload, bytes)).status).toBe(200);
    expect(firstUpload?.size_bytes).toBe(50);
  });

  it('R-A4 an answer given again says what became of the upload since, and brings nothing back', async () => {
    const client = createClient(host);
    const first = ok(uploadSession, await initiate('ended'));
    await client.call('POST', `/app/uploads/${first.upload_session_id}/cancel`);
    const send = async () =>
      ok(
        fileRecord,
        await client.call('POST', '/api/upload', {
          raw: bytes,
          headers: { 'x-file-name': 'a', 'x-idempotency-key': 'gone', 'content-length': '50' },
        }),
      );
    const file = await send();
    const repeated = await send();
    await client.call('DELETE', `/api/files/${file.file_id}`);

    const ended = ok(uploadSession, await initiate('ended'));
    const gone = await send();

    expect(ended).toEqual({ ...withoutUrl(first), upload_status: 'cancelled' });
    expect(repeated).toEqual(file);
    expect(gone).toEqual({ ...file, status: 'deleted' });
    expect((await client.content(file.file_id)).status).toBe(410);
    expect(await host.query(`select id from files where id = '${file.file_id}'`)).toHaveLength(1);
  });

  it('either spelling of the header is the same key', async () => {
    const first = ok(uploadSession, await initiate('spelling'));
    const headers = { 'idempotency-key': 'spelling' };

    const second = ok(
      uploadSession,
      await createClient(host).call('POST', '/app/uploads/initiate', { body, headers }),
    );

    expect(second.upload_session_id).toBe(first.upload_session_id);
  });

  it('A37 the same key with other fields is refused, and the first stands', async () => {
    const first = ok(uploadSession, await initiate('other'));

    const refused = problem(await initiate('other', { ...body, file_name: 'b' }));
    const again = ok(uploadSession, await initiate('other'));

    expect([refused.status, refused.code]).toEqual([422, 'idempotency_mismatch']);
    expect(again.upload_session_id).toBe(first.upload_session_id);
  });

  it('A40 another principal with the same key gets a result of its own', async () => {
    const alice = ok(uploadSession, await initiate('shared'));
    const bob = ok(uploadSession, await initiate('shared', body, 'bob'));

    expect(bob.upload_session_id).not.toBe(alice.upload_session_id);
  });

  it('A38 50 requests at once with one key make one session', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => initiate('storm', { file_name: 'm', file_size: 6 * mebibyte })),
    );

    const ids = new Set(
      answers
        .filter(({ status }) => status === 201)
        .map(({ body }) => (body as { upload_session_id: string }).upload_session_id),
    );
    const busy = answers.filter(({ status }) => status !== 201);
    expect(ids.size).toBe(1);
    expect(
      busy.every(
        (answer) => problem(answer).code === 'idempotency_in_progress' && answer.headers.has('retry-after'),
      ),
    ).toBe(true);
    expect(await host.query('select id from upload_sessions where file_size = 6291456')).toHaveLength(1);
  });

  it('a refusal is not kept: the key may be tried again', async () => {
    const client = createClient(host);
    const plan = (id: string) => client.call('PUT', '/api/workspaces/a-main/plan', { body: { plan: id } });
    await plan('tiny');
    const refused = problem(await initiate('later', { ...body, file_size: 601 }));
    await plan('unlimited');

    const accepted = await initiate('later', { ...body, file_size: 601 });

    expect([refused.code, accepted.status]).toEqual(['file_too_large', 201]);
  });

  it('a batch sent again answers the same sessions, item by item', async () => {
    const files = [
      { ...body, client_reference: 'x' },
      { ...body, client_reference: 'y' },
      { ...body, client_reference: 'z', idempotency_key: 'own' },
    ];
    const send = async (key: string) =>
      ok(
        initiateBatchResponse,
        await createClient(host).call('POST', '/app/uploads/initiate-batch', {
          body: { files },
          headers: { 'x-idempotency-key': key },
        }),
      ).results.map(({ session }) => session?.upload_session_id);

    const first = await send('batch-1');
    const again = await send('batch-1');
    const other = await send('batch-2');

    expect(new Set(first).size).toBe(3);
    expect(again).toEqual(first);
    expect([other[0] === first[0], other[1] === first[1], other[2] === first[2]]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('an idempotency key whose first request is still running', () => {
  it('A38 is 409 with Retry-After until it has its answer, on every route that takes one, and then everybody gets that answer', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = await inProcess.start({
      crash: async (point) => {
        if (point === 'session-recorded') await held;
      },
    });
    const client = createClient(host);
    const headers = { 'x-idempotency-key': 'busy' };
    // The answer of a direct upload is kept with its session; one in parts asks storage in between.
    const large = { file_name: 'm', file_size: 6 * mebibyte };
    const calls = [
      () => client.call('POST', '/app/uploads/initiate', { body: large, headers }),
      () =>
        client.call('POST', '/api/upload', {
          raw: bytes,
          headers: { ...headers, 'x-file-name': 'a', 'content-length': '50' },
        }),
    ];
    const first = calls.map((call) => call());
    await expect
      .poll(() => host.query('select key from idempotency_keys where session_id is not null'))
      .toHaveLength(2);

    const busy = [];
    for (const call of calls) busy.push(await call());
    release();
    const answers = await Promise.all(first);
    const again = [];
    for (const call of calls) again.push(await call());

    for (const answer of busy) {
      expect(problem(answer)).toMatchObject({
        status: 409,
        code: 'idempotency_in_progress',
        retryable: true,
      });
      expect(answer.headers.get('retry-after')).toBe('2');
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(again.map(({ body }) => fileIdOf(body))).toEqual(answers.map(({ body }) => fileIdOf(body)));
    expect(await host.query('select id from upload_sessions')).toHaveLength(2);
    await host.close();
  });
});

function fileIdOf(answer: unknown): string {
  return (answer as { readonly file_id: string }).file_id;
}

describe('idempotency keys over time', () => {
  it('a key is forgotten after 24 hours', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock });
    const headers = { 'x-idempotency-key': 'k' };
    const initiate = async () =>
      ok(uploadSession, await createClient(host).call('POST', '/app/uploads/initiate', { body, headers }));

    const first = await initiate();
    clock.advance(24 * hourMs - minuteMs);
    const same = await initiate();
    clock.advance(2 * minuteMs);
    const fresh = await initiate();

    expect(same.upload_session_id).toBe(first.upload_session_id);
    expect(fresh.upload_session_id).not.toBe(first.upload_session_id);
    await host.close();
  });
});
