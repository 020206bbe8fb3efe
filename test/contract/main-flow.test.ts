import {
  anonymousSession,
  capabilities,
  fileDeletion,
  fileList,
  fileRecord,
  initiateBatchResponse,
  mebibyte,
  planList,
  sessionList,
  sessionState,
  signedPart,
  signUploadsResponse,
  userPlan,
  workspaceList,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, sliceOf, testBytes } from './client.ts';
import { enforcesCrc32c, s3Kind, tellsChecksums } from './create-test-storage.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const multipartBytes = 6 * mebibyte + 17;

describe.each(hostKinds)('the main flow on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  it.each([0, 1, 1000, 5 * mebibyte - 1, 5 * mebibyte, multipartBytes])(
    'R-A3 R-C2 R-C11 R-F3 a file of %i bytes goes up and comes back equal',
    async (size) => {
      const client = createClient(host);
      const bytes = testBytes(size);

      const file = await client.upload(bytes, { file_name: 'photo.bin', mime_type: 'image/x-raw' });
      const served = new Uint8Array(await (await client.content(file.file_id)).arrayBuffer());

      expect(sha256(served)).toBe(sha256(bytes));
      expect(file).toMatchObject({
        status: 'active',
        size_bytes: size,
        file_name: 'photo.bin',
        mime_type: 'image/x-raw',
        url: `${host.url}/api/files/${file.file_id}/content`,
      });
    },
  );

  it.each(['sha256', 'crc32c', 'none'] as const)(
    'R-F3 agrees on the checksum a client can compute: %s',
    async (algorithm) => {
      const client = createClient(host);

      const session = await client.initiate({
        file_size: 10,
        checksum_algorithms: algorithm === 'none' ? [] : [algorithm],
      });

      const agreed = algorithm === 'crc32c' && !enforcesCrc32c ? 'none' : algorithm;
      expect(session.checksum_algorithm).toBe(agreed);
      expect(session.integrity).toBe(agreed === 'none' ? 'none' : 'enforced');
    },
  );

  it('R-C2 signs a direct upload at once when its checksum came along', async () => {
    const client = createClient(host);
    const bytes = testBytes(100);
    const checksum = { algorithm: 'sha256', value: sha256(bytes) };

    const session = await client.initiate({ file_size: 100, checksum });
    const answer = await client.put(session.upload, bytes);
    const file = ok(fileRecord, await client.complete(session));

    expect(answer.status).toBe(200);
    expect(file.size_bytes).toBe(100);
    expect(session.upload).toMatchObject({ method: 'PUT', size_bytes: 100 });
  });

  it('R-C2 the temporary key is exactly temp/uploads/{id}/original', async () => {
    const client = createClient(host);

    const session = await client.initiate({ file_size: 10 });
    const [row] = await host.query<{ temp_key: string; storage_key: string }>(
      `select temp_key, storage_key from upload_sessions s join files f on f.id = s.file_id
       where s.id = '${session.upload_session_id}'`,
    );

    const key = `temp/uploads/${session.upload_session_id}/original`;
    expect(row).toEqual({ temp_key: key, storage_key: key });
  });

  it('R-C3 resume returns every stored part with its checksum, and what is missing goes up', async () => {
    const client = createClient(host);
    const bytes = testBytes(multipartBytes);
    const session = await client.initiate({ file_size: multipartBytes });
    await client.send(session, bytes, [2]);

    const before = await client.resume(session);
    await client.send(session, bytes, [1]);
    const file = ok(fileRecord, await client.complete(session));
    const after = await client.resume(session);

    expect(before).toMatchObject({
      can_resume: true,
      reason: null,
      upload_status: 'uploading',
      chunk_size: 5 * mebibyte,
    });
    expect(before.uploaded_parts).toMatchObject([
      {
        part_number: 2,
        size_bytes: mebibyte + 17,
        checksum: sha256(sliceOf(session, bytes, 2)),
        checksum_source: tellsChecksums.parts ? 'store' : 'bound',
      },
    ]);
    expect(after).toMatchObject({ can_resume: false, reason: 'completed', file: { file_id: file.file_id } });
  });

  it('R-C8 the single and the batch form sign the same part, and signing again is harmless', async () => {
    const client = createClient(host);
    const bytes = testBytes(multipartBytes);
    const session = await client.initiate({ file_size: multipartBytes });
    const body = { part_number: 1, checksum: sha256(sliceOf(session, bytes, 1)) };
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-url`;

    const single = ok(signedPart, await client.call('POST', path, { body }));
    const [batch] = await client.sign(session, bytes, [1]);
    const answers = [
      await client.put(single, sliceOf(session, bytes, 1)),
      await client.put(batch, sliceOf(session, bytes, 1)),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.headers.get('etag')).toBe(answers[1]?.headers.get('etag'));
    const lifetimeMs = Date.parse(single.expires_at) - Date.now();
    expect(Math.abs(lifetimeMs - 15 * 60_000)).toBeLessThan(60_000);
  });

  it('R-C8 R-F5 signs many direct sessions in one call, with a verdict each', async () => {
    const client = createClient(host);
    const bytes = testBytes(20);
    const direct = await client.initiate({ file_size: 20 });
    const multipart = await client.initiate({ file_size: multipartBytes });
    const uploads = [
      { upload_session_id: direct.upload_session_id, checksum: sha256(bytes) },
      { upload_session_id: multipart.upload_session_id, checksum: sha256(bytes) },
      { upload_session_id: 'unknown' },
    ];

    const { results } = ok(
      signUploadsResponse,
      await client.call('POST', '/app/uploads/upload-urls', { body: { uploads } }),
    );

    expect(results.map(({ status }) => status)).toEqual([200, 400, 404]);
    expect((await client.put(results[0]?.upload, bytes)).status).toBe(200);
  });

  it('R-F5 initiates and completes in batches, each file with its own verdict', async () => {
    const client = createClient(host);
    const bytes = testBytes(30);
    const checksum = { algorithm: 'sha256', value: sha256(bytes) };
    const files = [
      { file_name: 'one', file_size: 30, client_reference: 'r1', checksum },
      { file_name: 'bad', file_size: -1, client_reference: 'r2' },
      { file_name: 'huge', file_size: 33 * mebibyte, client_reference: 'r3' },
      { file_name: 'two', file_size: 30, client_reference: 'r4', checksum },
    ];

    const batch = ok(
      initiateBatchResponse,
      await client.call('POST', '/app/uploads/initiate-batch', { body: { batch_reference: 'b', files } }),
    );
    const sessions = batch.results.flatMap(({ session }) => session ?? []);
    for (const session of sessions) await client.put(session.upload, bytes);
    const { results } = await client.completeBatch(sessions);

    expect(batch.results.map(({ client_reference, status }) => [client_reference, status])).toEqual([
      ['r1', 201],
      ['r2', 400],
      ['r3', 413],
      ['r4', 201],
    ]);
    expect(results.map(({ status, file }) => [status, file?.file_name])).toEqual([
      [200, 'one'],
      [200, 'two'],
    ]);
  });

  it('A35 R-C12 cancel is idempotent, frees the place and refuses what comes after', async () => {
    const client = createClient(host);
    const bytes = testBytes(multipartBytes);
    const session = await client.initiate({ file_size: multipartBytes });
    const [signed] = await client.sign(session, bytes, [1]);

    const states = [await client.cancel(session), await client.cancel(session)];
    const late = await client.put(signed, sliceOf(session, bytes, 1));
    const completion = problem(await client.complete(session));

    expect(states.map(({ upload_status }) => upload_status)).toEqual(['cancelled', 'cancelled']);
    // How a store says that an upload is no more is its own.
    expect(late.status).toBe(s3Kind === undefined ? 403 : 404);
    if (s3Kind === undefined) expect(late.body).toMatchObject({ code: 'url_invalid' });
    expect(completion).toMatchObject({
      status: 409,
      code: 'session_state_conflict',
      upload_status: 'cancelled',
    });
    expect(await client.resume(session)).toMatchObject({ can_resume: false, reason: 'cancelled' });
    expect((await host.stored()).join()).not.toContain(session.multipart_upload_id);
  });

  it('A34 R-C12 cancel of a completed session answers completed and keeps the file', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 10 });
    await client.send(session, testBytes(10));
    await client.complete(session);

    const state = await client.cancel(session);

    expect(state.upload_status).toBe('completed');
    expect((await client.content(session.file_id)).status).toBe(200);
  });

  it('R-C1 every transition of a session and its file is in the audit trail, once', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 10 });
    await client.send(session, testBytes(10));
    await client.complete(session);
    await client.complete(session);

    const events = await host.query<{
      subject_type: string;
      from_status: string;
      to_status: string;
      actor_id: string;
    }>(
      `select subject_type, from_status, to_status, actor_id from audit_events
       where subject_id in ('${session.upload_session_id}', '${session.file_id}')`,
    );

    expect(events.map((event) => Object.values(event).join(' ')).sort()).toEqual([
      'file  pending alice',
      'file pending active alice',
      'session  initiating alice',
      'session initiating uploading alice',
      'session uploading completed alice',
    ]);
  });

  it('lists open sessions and active files page by page, newest first', async () => {
    const client = createClient(host, 'bob');
    const opened = [];
    for (const name of ['s1', 's2', 's3'])
      opened.push(await client.initiate({ file_name: name, file_size: 5 }));
    for (const name of ['f1', 'f2', 'f3']) await client.upload(testBytes(5), { file_name: name });

    const first = ok(sessionList, await client.call('GET', '/app/uploads?limit=2'));
    const second = ok(
      sessionList,
      await client.call('GET', `/app/uploads?limit=2&cursor=${first.next_cursor}`),
    );
    const files = ok(fileList, await client.call('GET', '/api/files?limit=2'));
    const more = ok(fileList, await client.call('GET', `/api/files?limit=2&cursor=${files.next_cursor}`));

    const sessions = [...first.items, ...second.items];
    expect(sessions.map(({ upload_session_id }) => upload_session_id).sort()).toEqual(
      opened.map(({ upload_session_id }) => upload_session_id).sort(),
    );
    expect(second.next_cursor).toBeNull();
    expect([...files.items, ...more.items].map(({ file_name }) => file_name).sort()).toEqual([
      'f1',
      'f2',
      'f3',
    ]);
    const times = sessions.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('R-A10 deletes a file again and again the same, and gives its bytes back at once', async () => {
    const client = createClient(host, 'bob');
    const quota = async () => ok(workspaceQuota, await client.call('GET', '/api/workspaces/b-main/quota'));
    const before = await quota();
    const file = await client.upload(testBytes(500));
    const during = await quota();

    const deletions = [
      ok(fileDeletion, await client.call('DELETE', `/api/files/${file.file_id}`)),
      ok(fileDeletion, await client.call('DELETE', `/api/files/${file.file_id}`)),
    ];

    expect(during.used_bytes - before.used_bytes).toBe(500);
    expect(deletions).toEqual([
      { file_id: file.file_id, status: 'deleted' },
      { file_id: file.file_id, status: 'deleted' },
    ]);
    expect(await quota()).toEqual(before);
    expect((await client.content(file.file_id)).status).toBe(410);
    expect((await host.stored()).join()).not.toContain(file.file_id);
  });

  it('keeps the metadata a file came with', async () => {
    const client = createClient(host);
    const fields = {
      reference_type: 'step_media',
      reference_id: 'r-1',
      project_id: 'p',
      scene_id: 's',
      file_type: 'photo',
      category_ids: ['c1', 'c2'],
      metadata: { title: 'Ünïcödé 🎈', nested: { a: [1, null, true] } },
    };

    const file = await client.upload(testBytes(3), fields);

    expect(ok(fileRecord, await client.call('GET', `/api/files/${file.file_id}`))).toEqual(file);
    expect(file).toMatchObject(fields);
  });

  it('takes the reference from the headers when the body has none', async () => {
    const client = createClient(host);
    const headers = {
      'x-reference-type': 'workspace_logo',
      'x-reference-id': 'w1',
      'x-workspace-id': 'a-other',
    };

    const session = await client.initiate({ file_size: 1 }, headers);
    await client.send(session, testBytes(1));
    const file = ok(fileRecord, await client.complete(session));

    expect(file).toMatchObject({ reference_type: 'workspace_logo', reference_id: 'w1' });
    const elsewhere = await client.call('GET', '/api/files', { headers: { 'x-workspace-id': 'a-other' } });
    expect(ok(fileList, elsewhere).items.map(({ file_id }) => file_id)).toContain(file.file_id);
  });

  it('R-D8 every other route answers its shape', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 5 });

    ok(capabilities, await client.call('GET', '/api/capabilities'));
    ok(planList, await client.call('GET', '/api/plans'));
    ok(userPlan, await client.call('GET', '/api/user/plan'));
    const workspaces = ok(workspaceList, await client.call('GET', '/api/workspaces'));
    ok(sessionState, await client.call('PUT', `/app/uploads/${session.upload_session_id}/activity`));
    const anonymous = await createClient(host, null).call('POST', '/api/session');

    ok(anonymousSession, anonymous);
    expect(anonymous.status).toBe(201);
    expect(workspaces.items.map(({ workspace_id, is_default }) => [workspace_id, is_default])).toEqual([
      ['a-main', true],
      ['a-other', false],
    ]);
  });

  it('R-D11 says that it lives and that its components are ready', async () => {
    const client = createClient(host, null);

    const live = await client.call('GET', '/healthz');
    const ready = await client.call('GET', '/readyz');

    expect([live.status, live.body]).toEqual([200, { status: 'ok' }]);
    expect(ready.body).toEqual({
      status: 'ok',
      components: { database: 'ok', migrations: 'ok', storage: 'ok' },
    });
  });

  it('changes a plan, and an over-full workspace says so', async () => {
    const client = createClient(host, 'carol');
    await client.upload(testBytes(2000));

    const shrunk = ok(
      workspaceQuota,
      await client.call('PUT', '/api/workspaces/a-main/plan', { body: { plan: 'tiny' } }),
    );
    const refused = problem(
      await client.call('POST', '/app/uploads/initiate', { body: { file_name: 'x', file_size: 1 } }),
    );
    const restored = ok(
      workspaceQuota,
      await client.call('PUT', '/api/workspaces/a-main/plan', { body: { plan: 'free' } }),
    );

    expect(shrunk).toMatchObject({ plan: 'tiny', limit_bytes: 1000, level: 'over', available_bytes: 0 });
    expect(refused.code).toBe('quota_exceeded');
    expect(restored).toMatchObject({ plan: 'free', level: 'ok', counts: { workspace: { limit: 3 } } });
  });
});
