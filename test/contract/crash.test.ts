import type { CrashPoint } from '@holdfast/mock-server';
import {
  fileDeletion,
  fileRecord,
  mebibyte,
  type UploadSession,
  uploadSession,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, problem, sha256, testBytes } from './client.ts';
import { clientOf, createGround, type Ground, storageKinds } from './crash-ground.ts';
import { minuteMs } from './test-clock.ts';

const completionPoints: readonly CrashPoint[] = [
  'storage-completed',
  'final-key-recorded',
  'promoted',
  'completion-recorded',
];

describe.each(storageKinds)('a server that dies between two steps, on %s storage', (kind) => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await createGround(kind);
  });
  afterEach(() => ground.remove());

  describe.each([100, 6 * mebibyte])('of a file of %i bytes', (size) => {
    it.each(completionPoints)('R-C11 at %s: the next call finishes it, once', async (point) => {
      const bytes = testBytes(size);
      const dying = await ground.server(point);
      const client = clientOf(dying.host);
      const session = await client.initiate({ file_size: size });
      await client.send(session, bytes);
      void client.complete(session);
      await dying.died;

      const next = clientOf((await ground.server()).host);
      const duringLease = await next.resume(session);
      ground.clock.advance(minuteMs + 1);
      const resumed = await next.resume(session);
      const files = [
        ok(fileRecord, await next.complete(session)),
        ok(fileRecord, await next.complete(session)),
      ];
      const served = new Uint8Array(await (await next.content(session.file_id)).arrayBuffer());

      const isRecorded = point === 'completion-recorded';
      expect(duringLease.reason).toBe(isRecorded ? 'completed' : 'completing');
      expect([resumed.can_resume, resumed.uploaded_parts.length]).toEqual(
        isRecorded ? [false, 0] : [true, session.part_count],
      );
      expect(files[0]).toEqual(files[1]);
      expect(files[0]?.checksum?.algorithm).toBe('sha256');
      expect(sha256(served)).toBe(sha256(bytes));
      expect(await usage()).toEqual({ used_bytes: size, reserved_bytes: 0 });
      expect(await eventsOf(session.file_id, 'active')).toBe(1);
      expect(await eventsOf(session.upload_session_id, 'completed')).toBe(1);
    });
  });

  it.each(completionPoints)(
    'R-C11 at %s of a batch: the next batch finishes all of it, once',
    async (point) => {
      const files = [100, 200, 300].map((size) => testBytes(size, size));
      const dying = await ground.server(point);
      const client = clientOf(dying.host);
      const sessions: UploadSession[] = [];
      for (const bytes of files) {
        const session = await client.initiate({ file_size: bytes.byteLength });
        await client.send(session, bytes);
        sessions.push(session);
      }
      void client.completeBatch(sessions);
      await dying.died;

      const next = clientOf((await ground.server()).host);
      ground.clock.advance(minuteMs + 1);
      const { results } = await next.completeBatch(sessions);
      const served: string[] = [];
      for (const { file_id } of sessions) {
        served.push(sha256(new Uint8Array(await (await next.content(file_id)).arrayBuffer())));
      }

      expect(results.map(({ status, file }) => [status, file?.checksum?.algorithm])).toEqual(
        files.map(() => [200, 'sha256']),
      );
      expect(served).toEqual(files.map(sha256));
      expect(await usage()).toEqual({ used_bytes: 600, reserved_bytes: 0 });
      for (const { file_id, upload_session_id } of sessions) {
        expect(await eventsOf(file_id, 'active')).toBe(1);
        expect(await eventsOf(upload_session_id, 'completed')).toBe(1);
      }
    },
  );

  it('R-C12 after a crash in completion, cancelling ends it and gives everything back', async () => {
    const dying = await ground.server('final-key-recorded');
    const client = clientOf(dying.host);
    const session = await client.initiate({ file_size: 100 });
    await client.send(session, testBytes(100));
    void client.complete(session);
    await dying.died;
    ground.clock.advance(minuteMs + 1);

    const state = await clientOf((await ground.server()).host).cancel(session);

    expect(state.upload_status).toBe('cancelled');
    expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
    expect(
      await ground.storage
        .bucketOf('tenant-a')
        .objects.head(`temp/uploads/${session.upload_session_id}/original`),
    ).toBeNull();
  });

  it.each(['session-recorded', 'multipart-created'] as const)(
    'R-C1 at %s: initiate with the same key goes on with the same session',
    async (point) => {
      const dying = await ground.server(point);
      const request = {
        body: { file_name: 'a', file_size: 6 * mebibyte },
        headers: { 'x-idempotency-key': 'k' },
      };
      void clientOf(dying.host).call('POST', '/app/uploads/initiate', request);
      await dying.died;
      const next = clientOf((await ground.server()).host);

      const busy = problem(await next.call('POST', '/app/uploads/initiate', request));
      ground.clock.advance(minuteMs + 1);
      const session = ok(uploadSession, await next.call('POST', '/app/uploads/initiate', request));

      expect(busy.code).toBe('idempotency_in_progress');
      expect(session.upload_status).toBe('uploading');
      expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 6 * mebibyte });
      const sessions = await ground.database.selectFrom('upload_sessions').select('id').execute();
      expect(sessions).toEqual([{ id: session.upload_session_id }]);
    },
  );

  it('R-C5 a session that never got past initiating is expired, and its reservation comes back', async () => {
    const dying = await ground.server('session-recorded');
    void clientOf(dying.host).call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 6 * mebibyte },
    });
    await dying.died;
    ground.clock.advance(10 * minuteMs);

    const { backend } = await ground.server();
    const reports = [await backend.jobs.run('expire-sessions'), await backend.jobs.run('expire-sessions')];

    expect(reports.map(({ counts }) => counts.expired)).toEqual([1, 0]);
    expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
  });

  it.each([
    'session-recorded',
    'bytes-received',
    'final-key-recorded',
    'promoted',
    'completion-recorded',
  ] as const)(
    'R-A1 R-A4 a single request that dies at %s: the same key makes one file, and nothing else stays',
    async (point) => {
      const bytes = testBytes(100);
      const request = {
        raw: bytes,
        headers: { 'content-length': '100', 'x-file-name': 'a.bin', 'x-idempotency-key': 'k' },
      };
      const dying = await ground.server(point);
      void clientOf(dying.host).call('POST', '/api/upload', request);
      await dying.died;
      const next = clientOf((await ground.server()).host);

      const early = await next.call('POST', '/api/upload', request);
      ground.clock.advance(minuteMs + 1);
      const file = ok(fileRecord, await next.call('POST', '/api/upload', request));
      const again = ok(fileRecord, await next.call('POST', '/api/upload', request));

      if (point === 'completion-recorded') expect(ok(fileRecord, early)).toEqual(file);
      else expect(problem(early).code).toBe('idempotency_in_progress');
      expect(again).toEqual(file);
      expect(await usage()).toEqual({ used_bytes: 100, reserved_bytes: 0 });
      expect(await eventsOf(file.file_id, 'active')).toBe(1);
      expect(await statuses()).toEqual(point === 'completion-recorded' ? ['active'] : ['active', 'failed']);
    },
  );

  it.each(['session-recorded', 'bytes-received', 'promoted'] as const)(
    'R-A1 a single request that dies at %s without a key expires: no bytes, no reservation',
    async (point) => {
      const dying = await ground.server(point);
      void clientOf(dying.host).call('POST', '/api/upload', {
        raw: testBytes(100),
        headers: { 'content-length': '100', 'x-file-name': 'a.bin' },
      });
      await dying.died;
      const [pending] = await ground.database.selectFrom('files').select(['id', 'status']).execute();
      ground.clock.advance(11 * minuteMs);

      const { backend, host } = await ground.server();
      const { counts } = await backend.jobs.run('expire-sessions');

      expect([pending?.status, counts.expired]).toEqual(['pending', 1]);
      expect(await statuses()).toEqual(['failed']);
      expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
      expect((await clientOf(host).content(pending?.id ?? '')).status).toBe(404);
      expect(await storedKeys()).toEqual([]);
    },
  );

  it.each([100, 6 * mebibyte])(
    'R-B8 equal content of %i bytes whose server dies before it drops the second copy: the job drops it',
    async (size) => {
      const bytes = testBytes(size);
      const first = await clientOf((await ground.server()).host).upload(bytes);
      const kept = await storedKeys();
      const dying = await ground.server('completion-recorded');
      const client = clientOf(dying.host);
      const session = await client.initiate({ file_size: size });
      await client.send(session, bytes);
      void client.complete(session);
      await dying.died;
      ground.clock.advance(20 * minuteMs);

      const { backend, host } = await ground.server();
      const before = await storedUploads();
      const { counts } = await backend.jobs.run('purge-ended-sessions');
      const next = clientOf(host);
      await next.call('DELETE', `/api/files/${first.file_id}`);
      const served = new Uint8Array(await (await next.content(session.file_id)).arrayBuffer());

      expect([before, counts.purged]).toEqual([1, 1]);
      expect([await storedKeys(), await storedUploads()]).toEqual([kept, 0]);
      expect(sha256(served)).toBe(sha256(bytes));
      expect(await usage()).toEqual({ used_bytes: size, reserved_bytes: 0 });
    },
  );

  it.each(['deletion-recorded', 'object-deleted'] as const)(
    'R-B8 the last of two equal files whose deletion dies at %s gives its bytes back once',
    async (point) => {
      const bytes = testBytes(100);
      const client = clientOf((await ground.server()).host);
      const files = [await client.upload(bytes), await client.upload(bytes)];
      await client.call('DELETE', `/api/files/${files[0]?.file_id}`);
      const dying = await ground.server(point);
      void clientOf(dying.host).call('DELETE', `/api/files/${files[1]?.file_id}`);
      await dying.died;

      const { host } = await ground.server();
      const again = await clientOf(host).upload(bytes);
      const deletion = ok(
        fileDeletion,
        await clientOf(host).call('DELETE', `/api/files/${files[1]?.file_id}`),
      );
      const served = new Uint8Array(await (await clientOf(host).content(again.file_id)).arrayBuffer());

      expect(deletion.status).toBe('deleted');
      expect(sha256(served)).toBe(sha256(bytes));
      expect(await usage()).toEqual({ used_bytes: 100, reserved_bytes: 0 });
      expect(await storedKeys()).toHaveLength(1);
    },
  );

  it.each(['completion-recorded', 'hook-answered'] as const)(
    'onFileActive is told although its server dies at %s, and the verdict counts once',
    async (point) => {
      const told: string[] = [];
      const onFileActive = async ({ eventId }: { readonly eventId: string }) => {
        told.push(eventId);
        return 'done' as const;
      };
      const dying = await ground.server(point, { onFileActive });
      const client = clientOf(dying.host);
      const session = await client.initiate({ file_size: 10 });
      await client.send(session, testBytes(10));
      void client.complete(session);
      await dying.died;
      ground.clock.advance(minuteMs + 1);

      const { backend, host } = await ground.server(undefined, { onFileActive });
      const reports = [
        await backend.jobs.run('deliver-file-events'),
        await backend.jobs.run('deliver-file-events'),
      ];
      const file = ok(fileRecord, await clientOf(host).call('GET', `/api/files/${session.file_id}`));

      expect(reports.map(({ counts }) => counts.delivered)).toEqual([1, 0]);
      expect(new Set(told).size).toBe(1);
      expect(told).toHaveLength(point === 'hook-answered' ? 2 : 1);
      expect(file.processing_status).toBe('done');
    },
  );

  it.each(['deletion-recorded', 'object-deleted'] as const)(
    'a deletion that dies at %s is finished by the next, and charged back once',
    async (point) => {
      const dying = await ground.server(point);
      const client = clientOf(dying.host);
      const file = await client.upload(testBytes(100));
      void client.call('DELETE', `/api/files/${file.file_id}`);
      await dying.died;
      const next = clientOf((await ground.server()).host);

      const content = await next.content(file.file_id);
      const deletion = ok(fileDeletion, await next.call('DELETE', `/api/files/${file.file_id}`));

      expect([content.status, deletion.status]).toEqual([410, 'deleted']);
      expect(await usage()).toEqual({ used_bytes: 0, reserved_bytes: 0 });
      expect(await eventsOf(file.file_id, 'deleted')).toBe(1);
    },
  );

  async function statuses(): Promise<string[]> {
    const rows = await ground.database.selectFrom('files').select('status').execute();
    return rows.map(({ status }) => status).sort();
  }

  async function storedKeys(): Promise<string[]> {
    const { items } = await ground.storage.bucketOf('tenant-a').list({ prefix: '', after: null });
    return items.map(({ key }) => key);
  }

  /** Bytes below the temporary prefix, and uploads that are still in parts. */
  async function storedUploads(): Promise<number> {
    const bucket = ground.storage.bucketOf('tenant-a');
    const objects = await bucket.list({ prefix: 'temp/', after: null });
    const uploads = await bucket.listUploads({ prefix: '', after: null });
    return objects.items.length + uploads.items.length;
  }

  async function usage() {
    return ground.database
      .selectFrom('workspaces')
      .select(['used_bytes', 'reserved_bytes'])
      .where('id', '=', 'a-main')
      .executeTakeFirstOrThrow();
  }

  async function eventsOf(subjectId: string, status: string): Promise<number> {
    const events = await ground.database
      .selectFrom('audit_events')
      .select('id')
      .where('subject_id', '=', subjectId)
      .where('to_status', '=', status)
      .execute();
    return events.length;
  }
});
