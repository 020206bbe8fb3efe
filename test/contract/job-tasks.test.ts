import type { CrashPoint } from '@holdfast/mock-server';
import { fileRecord, mebibyte, type UploadSession } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, problem, sha256, testBytes } from './client.ts';
import { clientOf, createGround, type Ground } from './crash-ground.ts';
import { hourMs, minuteMs } from './test-clock.ts';

const dayMs = 24 * hourMs;
const size = 6 * mebibyte;
const bytes = testBytes(size);

describe.each(['memory', 'local'] as const)('what jobs finish and clean up, on %s storage', (kind) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await createGround(kind);
  });
  afterEach(() => ground.remove());

  const usage = (workspaceId = 'a-main') =>
    ground.database
      .selectFrom('workspaces')
      .select(['used_bytes', 'reserved_bytes'])
      .where('id', '=', workspaceId)
      .executeTakeFirstOrThrow();
  const runJob = async (name: string) => (await (await ground.server()).jobs.run(name)).counts;
  const eventsOf = async (subjectId: string) => {
    const rows = await ground.database
      .selectFrom('audit_events')
      .select(['actor_id', 'to_status'])
      .where('subject_id', '=', subjectId)
      .orderBy('created_at')
      .execute();
    return rows.map(({ actor_id, to_status }) => `${to_status} by ${actor_id}`);
  };
  const keysBelow = async (prefix: string) => {
    const page = await ground.storage.bucketOf('tenant-a').list({ prefix, after: null });
    return page.items.map(({ key }) => key);
  };
  const temporaryKeyOf = ({ upload_session_id }: UploadSession) =>
    `temp/uploads/${upload_session_id}/original`;

  const completionPoints: readonly CrashPoint[] = ['storage-completed', 'final-key-recorded', 'promoted'];
  describe.each([100, size])('of a file of %i bytes', (fileSize) => {
    it.each([
      ...completionPoints.map((point) => [point, 'finish-completions'] as const),
      // Whichever job is first: an upload that is whole is never dropped for its age.
      ['final-key-recorded', 'expire-sessions'] as const,
    ])(
      'R-C5 R-C11 a completion that died at %s is finished by %s, also days later: one file, one charge',
      async (point, job) => {
        const content = testBytes(fileSize);
        const dying = await ground.server(point);
        const session = await clientOf(dying.host).initiate({ file_size: fileSize });
        await clientOf(dying.host).send(session, content);
        void clientOf(dying.host).complete(session);
        await dying.died;

        const early = await runJob('finish-completions');
        ground.clock.advance(7 * dayMs);
        const expiry = await runJob(job);
        const again = await runJob('finish-completions');
        const next = clientOf((await ground.server()).host);
        const file = ok(fileRecord, await next.complete(session));
        const served = new Uint8Array(await (await next.content(file.file_id)).arrayBuffer());

        expect(early).toMatchObject({ completed: 0, failed: 0 });
        expect(expiry).toMatchObject({ completed: 1, expired: 0, failed: 0 });
        expect(again).toMatchObject({ completed: 0, failed: 0 });
        expect(sha256(served)).toBe(sha256(content));
        expect(await usage()).toEqual({ used_bytes: fileSize, reserved_bytes: 0 });
        expect(await eventsOf(session.upload_session_id)).toContain(`completed by ${job}`);
      },
    );
  });

  it('R-C5 a completion that was begun but whose bytes are lost expires in its time, not before', async () => {
    const dying = await ground.server('final-key-recorded');
    const client = clientOf(dying.host);
    const session = await client.initiate({ file_size: 100 });
    await client.send(session, testBytes(100));
    void client.complete(session);
    await dying.died;
    await ground.storage.bucketOf('tenant-a').objects.delete(temporaryKeyOf(session));

    ground.clock.advance(2 * minuteMs);
    const early = await runJob('finish-completions');
    ground.clock.advance(24 * hourMs);
    const late = await runJob('finish-completions');
    const next = clientOf((await ground.server()).host);

    expect(early).toMatchObject({ refused: 1, expired: 0, failed: 0 });
    expect(late).toMatchObject({ expired: 1, failed: 0 });
    expect(await next.resume(session)).toMatchObject({ upload_status: 'failed', reason: 'expired' });
    expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
  });

  it('R-C5 parts that were never asked to be completed are dropped at expiry, and their reservation comes back', async () => {
    const client = clientOf((await ground.server()).host);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);
    ground.clock.advance(24 * hourMs);

    const expiry = await runJob('expire-sessions');
    const again = await runJob('expire-sessions');
    const left = await ground.storage.bucketOf('tenant-a').listUploads({ prefix: '', after: null });

    expect([expiry.expired, again.expired]).toEqual([1, 0]);
    expect(left.items).toEqual([]);
    expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
    expect(await eventsOf(session.upload_session_id)).toContain('failed by expire-sessions');
  });

  it.each(['deletion-recorded', 'object-deleted'] as const)(
    'R-A5 a deletion that died at %s is finished by the job, and charged back once',
    async (point) => {
      const dying = await ground.server(point);
      const file = await clientOf(dying.host).upload(testBytes(100));
      void clientOf(dying.host).call('DELETE', `/api/files/${file.file_id}`);
      await dying.died;

      const early = await runJob('finish-deletions');
      ground.clock.advance(2 * minuteMs);
      const reports = [await runJob('finish-deletions'), await runJob('finish-deletions')];

      expect([early.deleted, ...reports.map(({ deleted }) => deleted)]).toEqual([0, 1, 0]);
      expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
      expect(await keysBelow('tenants/')).toEqual([]);
      expect(await eventsOf(file.file_id)).toContain('deleted by finish-deletions');
    },
  );

  it('R-C6 bytes that a URL brought back after its session was cancelled are dropped when every URL is dead', async () => {
    const client = clientOf((await ground.server()).host);
    const session = await client.initiate({ file_size: 100 });
    const [signed] = await client.sign(session, testBytes(100), [1]);
    await client.cancel(session);
    // A store with URLs of its own takes the late PUT; here it is played by the driver.
    const objects = ground.storage.bucketOf('tenant-a').objects;
    await objects.signPut({
      key: temporaryKeyOf(session),
      sizeBytes: 100,
      algorithm: 'none',
      checksum: null,
      expiresAtMs: ground.clock.now() + minuteMs,
    });
    const late = await client.put(signed?.url ?? '', testBytes(100));

    const early = await runJob('purge-ended-sessions');
    ground.clock.advance(17 * minuteMs);
    const report = await runJob('purge-ended-sessions');
    const again = await runJob('purge-ended-sessions');

    expect(late.status).toBe(200);
    expect([early.purged, report.purged, again.purged]).toEqual([0, 1, 0]);
    expect(await keysBelow('temp/')).toEqual([]);
    expect(await eventsOf(temporaryKeyOf(session))).toEqual(['purged by purge-ended-sessions']);
  });

  it('R-A13 a failed record goes with its session after its time, once storage has none of its bytes', async () => {
    const client = clientOf((await ground.server()).host);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes, [1]);
    await client.cancel(session);
    ground.clock.advance(31 * dayMs);

    const unpurged = await runJob('remove-stale-files');
    await runJob('purge-ended-sessions');
    const removed = await runJob('remove-stale-files');
    const gone = problem(await client.call('GET', `/app/uploads/${session.upload_session_id}/resume`));

    expect([unpurged.removed, removed.removed]).toEqual([0, 1]);
    expect(gone.code).toBe('not_found');
    const left = await Promise.all([
      ground.database.selectFrom('files').select('id').execute(),
      ground.database.selectFrom('upload_sessions').select('id').execute(),
      ground.database.selectFrom('part_bindings').select('session_id').execute(),
    ]);
    expect(left.flat()).toEqual([]);
    expect(await eventsOf(session.file_id)).toContain('failed by alice');
  });

  it('R-A13 a pending record without an upload is failed when it is a day old, and one with an upload is not', async () => {
    const client = clientOf((await ground.server()).host);
    const lost = await client.initiate({ file_size: 100 });
    const open = await client.initiate({ file_size: 200 });
    await ground.database
      .updateTable('upload_sessions')
      .set({ status: 'failed' })
      .where('id', '=', lost.upload_session_id)
      .execute();
    ground.clock.advance(25 * hourMs);

    const report = await runJob('remove-stale-files');
    const states = await ground.database.selectFrom('files').select(['id', 'status']).execute();
    const repaired = await runJob('reconcile-quota');

    expect(report).toMatchObject({ ended: 1, removed: 0 });
    expect(new Map(states.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [lost.file_id, 'failed'],
        [open.file_id, 'pending'],
      ]),
    );
    expect(repaired).toMatchObject({ repaired: 1, drift_bytes: 100 });
    expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 200 });
  });

  it('R-D5 files of an anonymous session go 30 days after it expired, then the session; their records stay', async () => {
    const { host } = await ground.server();
    const nobody = clientOf(host, null);
    const created = await nobody.call('POST', '/api/session');
    const headers = {
      cookie: created.headers.get('set-cookie')?.split(';')[0] ?? '',
      origin: 'http://localhost',
    };
    const initiated = await nobody.call('POST', '/app/uploads/initiate', {
      headers,
      body: { file_name: 'a', file_size: 100, checksum_algorithms: [] },
    });
    const session = initiated.body as UploadSession;
    await nobody.put(session.upload?.url ?? '', testBytes(100));
    await nobody.call('POST', '/app/assets/upload/complete', {
      headers,
      body: { upload_session_id: session.upload_session_id },
    });

    ground.clock.advance(59 * dayMs);
    const early = await runJob('expire-browser-sessions');
    ground.clock.advance(dayMs);
    const reports = [await runJob('expire-browser-sessions'), await runJob('expire-browser-sessions')];

    expect([early.sessions, ...reports.map(({ sessions, files }) => `${sessions} ${files}`)]).toEqual([
      0,
      '1 1',
      '0 0',
    ]);
    const file = await ground.database.selectFrom('files').select(['id', 'status']).execute();
    expect(file).toEqual([{ id: session.file_id, status: 'deleted' }]);
    expect(await keysBelow('')).toEqual([]);
    expect(await ground.database.selectFrom('browser_sessions').select('id').execute()).toEqual([]);
  });

  it('R-B9 files of a temporary kind are deleted at their age, others never', async () => {
    const server = await ground.server(undefined, {
      settings: { lifecycleRules: [{ fileType: 'preview', afterMs: 7 * dayMs }] },
    });
    const client = clientOf(server.host);
    const old = await client.upload(testBytes(10), { file_type: 'preview' });
    const kept = await client.upload(testBytes(20, 2), { file_type: 'original' });
    ground.clock.advance(6 * dayMs);
    const young = await client.upload(testBytes(30, 3), { file_type: 'preview' });
    ground.clock.advance(dayMs);

    const report = await server.jobs.run('apply-lifecycle');
    const states = await ground.database.selectFrom('files').select(['id', 'status']).execute();

    expect(report.counts).toEqual({ deleted: 1, failed: 0 });
    expect(new Map(states.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [old.file_id, 'deleted'],
        [kept.file_id, 'active'],
        [young.file_id, 'active'],
      ]),
    );
    expect(await usage()).toEqual({ used_bytes: 50, reserved_bytes: 0 });
  });

  it('R-A13 reconciliation finds nothing to repair where nothing is wrong, and exactly what is', async () => {
    const { host } = await ground.server();
    const client = clientOf(host);
    await client.upload(testBytes(100));
    // The same content of another user takes no more room in the workspace.
    await clientOf(host, 'carol').upload(testBytes(100));
    await client.initiate({ file_size: 50 });
    await client.upload(testBytes(7), {});

    const clean = await runJob('reconcile-quota');
    await ground.database
      .updateTable('workspaces')
      .set({ used_bytes: 1000, reserved_bytes: 0 })
      .where('id', '=', 'a-main')
      .execute();
    const repaired = await runJob('reconcile-quota');
    const again = await runJob('reconcile-quota');

    expect(clean).toMatchObject({ repaired: 0, drift_bytes: 0 });
    expect(repaired).toMatchObject({ repaired: 1, drift_bytes: 893 + 50 });
    expect(again).toMatchObject({ repaired: 0, drift_bytes: 0 });
    expect(await usage()).toEqual({ used_bytes: 107, reserved_bytes: 50 });
    expect(await eventsOf('a-main')).toEqual(['quota_repaired by reconcile-quota']);
  });
});
