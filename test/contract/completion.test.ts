import { fileRecord, mebibyte } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, sliceOf, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');

describe.each(hostKinds)('completion on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { defaultPlan: 'unlimited' } });
  });
  afterAll(() => host.close());

  it('A32 R-C11 100 completes at once: one file, one object, one charge, one event', async () => {
    const client = createClient(host, 'bob');
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);

    const answers = await Promise.all(Array.from({ length: 100 }, () => client.complete(session)));

    const files = answers.map((answer) => ok(fileRecord, answer));
    expect(new Set(files.map((file) => JSON.stringify(file))).size).toBe(1);
    expect(await host.query("select used_bytes, reserved_bytes from workspaces where id = 'b-main'")).toEqual(
      [{ used_bytes: size, reserved_bytes: 0 }],
    );
    expect(
      await host.query(
        `select id from audit_events where subject_id = '${session.file_id}' and to_status = 'active'`,
      ),
    ).toHaveLength(1);
    const objects = (await host.stored()).filter(
      (name) => name.includes(session.file_id) || name.includes(session.upload_session_id),
    );
    expect(new Set(objects.map((name) => name.split(session.file_id)[0])).size).toBe(1);
    expect(sha256(new Uint8Array(await (await client.content(session.file_id)).arrayBuffer()))).toBe(
      sha256(bytes),
    );
  });

  it.each([[[]], [[1]], [[2]]])(
    'A14 A31 R-C11 with only parts %j stored it names what is missing and stays resumable',
    async (stored) => {
      const client = createClient(host);
      const session = await client.initiate({ file_size: size });
      if (stored.length > 0) await client.send(session, bytes, stored);

      const answer = problem(await client.complete(session));
      const rest = [1, 2].filter((number) => !stored.includes(number));
      const resumed = await client.resume(session);
      await client.send(session, bytes, rest);

      expect(answer).toMatchObject({ status: 409, code: 'parts_missing', missing_parts: rest });
      expect(resumed.can_resume).toBe(true);
      expect((await client.complete(session)).status).toBe(200);
    },
  );

  it('A9 R-C11 an empty file needs its empty part too', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 0 });

    const missing = problem(await client.complete(session));
    await client.send(session, new Uint8Array());

    expect(missing.missing_parts).toEqual([1]);
    expect(ok(fileRecord, await client.complete(session)).size_bytes).toBe(0);
  });

  it('A26 A27 A28 A29 R-C11 what the client says about its parts has to match', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    const etags = await client.send(session, bytes);
    const part = (index: number) => ({ part_number: index, etag: etags[index - 1] });

    const wrongEtag = problem(await client.complete(session, [part(1), { part_number: 2, etag: '"other"' }]));
    const wrongChecksum = problem(
      await client.complete(session, [{ part_number: 1, checksum: sha256(testBytes(1)) }]),
    );
    const twice = problem(await client.complete(session, [part(1), part(1)]));
    const unknown = problem(await client.complete(session, [part(1), part(2), { part_number: 3 }]));
    const bareAndUnsorted = await client.complete(session, [
      { part_number: 2, etag: `W/${etags[1]}` },
      { part_number: 1, etag: etags[0]?.replaceAll('"', ''), checksum: sha256(sliceOf(session, bytes, 1)) },
    ]);

    expect(wrongEtag).toMatchObject({ status: 409, code: 'part_changed', part_numbers: [2] });
    expect(wrongChecksum).toMatchObject({ code: 'part_changed', part_numbers: [1] });
    expect([twice.code, unknown.code]).toEqual(['invalid_request', 'invalid_request']);
    expect(bareAndUnsorted.status).toBe(200);
  });

  it('R-F3 the checksum of a file is the digest of its parts digests, with the size they were cut to', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);
    const digests = [1, 2].map((number) => Buffer.from(sha256(sliceOf(session, bytes, number)), 'base64'));

    const file = ok(fileRecord, await client.complete(session));

    expect(file.checksum).toEqual({
      algorithm: 'sha256',
      value: sha256(Buffer.concat(digests)),
      chunk_size: session.chunk_size,
    });
  });

  it('A33 cancel and complete at once: one of them wins, never both', async () => {
    const client = createClient(host, 'carol');
    for (let round = 0; round < 5; round += 1) {
      const session = await client.initiate({ file_size: 100 + round });
      await client.send(session, testBytes(100 + round));

      const [completion, state] = await Promise.all([client.complete(session), client.cancel(session)]);

      const readable = (await client.content(session.file_id)).status;
      const isCompleted = completion.status === 200;
      expect([state.upload_status, readable]).toEqual(isCompleted ? ['completed', 200] : ['cancelled', 404]);
    }
    expect(
      await host.query(
        "select count(*) as open from upload_sessions where user_id = 'carol' and status = 'uploading'",
      ),
    ).toEqual([{ open: 0 }]);
  });
});

describe.each(hostKinds)('types on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({ settings: { allowedTypes: ['image/*', 'text/plain'] } });
  });
  afterAll(() => host.close());

  it('R-D6 refuses a declared type that is not allowed before a byte is sent', async () => {
    const client = createClient(host);
    const before = await host.rows();

    const answer = await client.call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 5, mime_type: 'imagex/png' },
    });

    expect(problem(answer)).toMatchObject({
      status: 415,
      code: 'type_not_allowed',
      allowed_types: ['image/*', 'text/plain'],
    });
    expect(await host.rows()).toBe(before);
  });

  it.each([
    ['html that calls itself a picture', html, 'image/png'],
    [
      'a program that calls itself text',
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...testBytes(60)]),
      'text/plain',
    ],
    ['bytes without a type', testBytes(50, 3), undefined],
  ])(
    'A44 R-D6 R-C11 refuses %s at completion, with nothing left and the reservation given back',
    async (_, content, mimeType) => {
      const client = createClient(host);
      const session = await client.initiate({
        file_size: content.byteLength,
        ...(mimeType === undefined ? {} : { mime_type: mimeType }),
      });
      await client.send(session, new Uint8Array(content));

      const answer = problem(await client.complete(session));
      const again = problem(await client.complete(session));

      expect([answer.status, answer.code]).toEqual([415, 'type_not_allowed']);
      expect(again).toMatchObject({ code: 'session_state_conflict', upload_status: 'failed' });
      expect(await client.resume(session)).toMatchObject({ can_resume: false, reason: 'failed' });
      expect(await host.stored()).toEqual([]);
      expect(
        await host.query("select used_bytes, reserved_bytes from workspaces where id = 'a-main'"),
      ).toEqual([{ used_bytes: 0, reserved_bytes: 0 }]);
      expect(
        await host.query(`select status, failure_reason from files where id = '${session.file_id}'`),
      ).toEqual([{ status: 'failed', failure_reason: 'type_not_allowed' }]);
    },
  );

  it('R-D6 keeps what is allowed, by what it is', async () => {
    const client = createClient(host, 'bob');

    const picture = await client.upload(png, { mime_type: 'text/plain' });
    const text = await client.upload(new TextEncoder().encode('plain words'), { mime_type: 'text/plain' });

    expect([picture.detected_type, text.detected_type]).toEqual(['image/png', null]);
  });
});
