import {
  type Clock,
  createBackend,
  createMemoryStorage,
  type Database,
  type ObjectStorage,
  type Principal,
  randomIdentifiers,
  type StorageBucket,
  systemClock,
} from '@holdfast/mock-server';
import { openSqliteDatabase } from '@holdfast/mock-server/node';
import { fileRecord, mebibyte } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import type { TestHost } from './hosts.ts';
import { principals, testPlans } from './principals.ts';
import { createTestClock, minuteMs } from './test-clock.ts';

const url = 'http://localhost';

/** A storage one of whose ways is another. */
const changed = (
  storage: ObjectStorage,
  change: (bucket: StorageBucket) => Partial<StorageBucket>,
): ObjectStorage => ({
  ...storage,
  bucketOf(tenantId) {
    const bucket = storage.bucketOf(tenantId);
    return { ...bucket, ...change(bucket) };
  },
});

const size = 6 * mebibyte;
const bytes = testBytes(size);

describe('a storage that is slow or away', () => {
  let database: Database;
  let memory: ReturnType<typeof createMemoryStorage>;
  beforeEach(async () => {
    database = await openSqliteDatabase({ path: ':memory:' });
    memory = createMemoryStorage({
      signingSecret: 'secret',
      baseUrl: url,
      clock: systemClock,
      identifiers: randomIdentifiers,
      log: () => undefined,
    });
  });
  afterEach(() => database.destroy());

  const clientOn = async (storage: ObjectStorage, completionWaitMs: number, clock: Clock = systemClock) => {
    const backend = await createBackend({
      database,
      storage,
      clock,
      tokens: new Map<string, Principal>(Object.entries(principals)),
      settings: { plans: testPlans, publicUrl: url, completionWaitMs },
    });
    return createClient({
      fetch: (path, init) => backend.fetch(new Request(new URL(path, url), init)),
    } as TestHost);
  };
  const createGate = () => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open, opened };
  };
  /** Storage whose joining of parts waits for a signal, before the work or with its answer. */
  const slowStorage = ({ isJoinedFirst = false } = {}) => {
    const gate = createGate();
    const storage = changed(memory, ({ multipart }) => ({
      multipart: {
        ...multipart,
        async complete(upload, parts) {
          if (!isJoinedFirst) await gate.opened;
          await multipart.complete(upload, parts);
          await gate.opened;
        },
      },
    }));
    return { storage, finish: gate.open };
  };

  it('R-C11 nobody waits longer than allowed, the winner neither, and the work goes on', async () => {
    const { storage, finish } = slowStorage();
    const client = await clientOn(storage, 30);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);

    const answers = await Promise.all([client.complete(session), client.complete(session)]);
    const resumed = await client.resume(session);
    finish();
    const done = async () => (await client.resume(session)).upload_status;
    await expect.poll(done).toBe('completed');

    for (const answer of answers) {
      expect(problem(answer)).toMatchObject({ status: 409, code: 'completing', retryable: true });
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    }
    expect(resumed).toMatchObject({ can_resume: false, reason: 'completing' });
    expect((await client.complete(session)).status).toBe(200);
  });

  /** Storage that moves objects to their final keys as it is told. */
  const movingStorage = (move: (promote: () => Promise<void>, fromKey: string) => Promise<void>) =>
    changed(memory, ({ objects }) => ({
      objects: { ...objects, promote: (target) => move(() => objects.promote(target), target.fromKey) },
    }));

  const sendTwo = async (client: Awaited<ReturnType<typeof clientOn>>) => {
    const sessions = [await client.initiate({ file_size: 10 }), await client.initiate({ file_size: 20 })];
    for (const [index, session] of sessions.entries()) {
      await client.send(session, testBytes(session.file_size, index));
    }
    return sessions;
  };

  const statuses = ({ results }: { readonly results: readonly { readonly status: number }[] }) =>
    results.map(({ status }) => status);

  it('R-C11 R-F5 nobody waits longer than allowed for a batch, and the work goes on', async () => {
    const gate = createGate();
    const client = await clientOn(
      movingStorage(async (promote) => {
        await gate.opened;
        await promote();
      }),
      30,
    );
    const sessions = await sendTwo(client);

    const late = await client.completeBatch(sessions);
    gate.open();
    for (const session of sessions) {
      await expect.poll(async () => (await client.resume(session)).upload_status).toBe('completed');
    }

    expect(late.results.map(({ error }) => error?.code)).toEqual(['completing', 'completing']);
    expect(statuses(await client.completeBatch(sessions))).toEqual([200, 200]);
  });

  it('R-C11 R-F5 a file of a batch that storage fails hurts no other, and is completed when it is asked again', async () => {
    let failing = '';
    const client = await clientOn(
      movingStorage((promote, fromKey) =>
        fromKey === failing ? Promise.reject(new Error('Storage does not move it')) : promote(),
      ),
      10_000,
    );
    const sessions = await sendTwo(client);
    failing = `temp/uploads/${sessions[0]?.upload_session_id}/original`;

    const failed = await client.completeBatch(sessions);
    failing = '';
    const repeated = await client.completeBatch(sessions);

    expect([statuses(failed), statuses(repeated)]).toEqual([
      [500, 200],
      [200, 200],
    ]);
    const [user] = await database.selectFrom('users').selectAll().execute();
    expect(user).toMatchObject({ used_bytes: 30, reserved_bytes: 0 });
  });

  it('R-C11 another server of the same database waits for the one that is completing', async () => {
    const { storage, finish } = slowStorage();
    const first = await clientOn(storage, 10_000);
    const second = await clientOn(memory, 10_000);
    const session = await first.initiate({ file_size: size });
    await first.send(session, bytes);

    const winner = first.complete(session);
    await expect.poll(async () => (await second.resume(session)).reason).toBe('completing');
    const waiting = second.complete(session);
    const cancelling = second.cancel(session);
    finish();

    const files = [ok(fileRecord, await winner), ok(fileRecord, await waiting)];
    expect(files[0]).toEqual(files[1]);
    expect((await cancelling).upload_status).toBe('completed');
  });

  it('R-C11 a server that stalled past its lease and wakes up changes nothing: the one that took over completes', async () => {
    const clock = createTestClock(Date.now());
    const { storage: stalling, finish: wake } = slowStorage({ isJoinedFirst: true });
    const promotion = createGate();
    const slowPromoting = changed(memory, ({ objects }) => ({
      objects: {
        ...objects,
        async promote(move) {
          await promotion.opened;
          await objects.promote(move);
        },
      },
    }));
    const first = await clientOn(stalling, 10_000, clock);
    const second = await clientOn(slowPromoting, 10_000, clock);
    const session = await first.initiate({ file_size: size });
    await first.send(session, bytes);
    const claims = async () =>
      (await database
        .selectFrom('upload_sessions')
        .select(['claim_token', 'final_key'])
        .executeTakeFirst()) ?? null;

    const stalled = first.complete(session);
    await expect.poll(async () => (await claims())?.claim_token).toBeTruthy();
    await expect
      .poll(() =>
        memory.bucketOf('tenant-a').objects.head(`temp/uploads/${session.upload_session_id}/original`),
      )
      .not.toBeNull();
    clock.advance(minuteMs + 1);
    const taken = second.complete(session);
    await expect.poll(async () => (await claims())?.final_key).toBeTruthy();
    const before = await claims();
    wake();
    const late = problem(await stalled);
    const after = await claims();
    promotion.open();

    expect(late.code).toBe('completing');
    expect(after).toEqual(before);
    expect((await taken).status).toBe(200);
    expect((await first.content(session.file_id)).status).toBe(200);
  });

  it('R-C11 an answer of «no such upload» is settled by looking for the object', async () => {
    const forgetful = changed(memory, ({ multipart }) => ({
      multipart: {
        ...multipart,
        async complete(upload, parts) {
          await multipart.complete(upload, parts);
          // The first answer was lost, and the store says of the second what stores say of a finished upload.
          await multipart.complete(upload, parts);
        },
      },
    }));
    const client = await clientOn(forgetful, 10_000);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);

    expect(ok(fileRecord, await client.complete(session)).size_bytes).toBe(size);
  });

  it('while a session is being completed nothing about it can be changed', async () => {
    const { storage, finish } = slowStorage();
    const client = await clientOn(storage, 10_000);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);
    const completion = client.complete(session);
    await expect.poll(async () => (await client.resume(session)).reason).toBe('completing');
    const path = `/app/uploads/${session.upload_session_id}`;
    const checksum = `${'A'.repeat(43)}=`;

    const signing = await client.call('POST', `${path}/multipart-part-url`, {
      body: { part_number: 1, checksum, replace: true },
    });
    const activity = await client.call('PUT', `${path}/activity`);
    finish();

    expect([problem(signing).code, problem(activity).code]).toEqual(['completing', 'completing']);
    expect((await completion).status).toBe(200);
  });

  it('R-D4 a store that is away at initiate costs nothing, and the same key may be tried again', async () => {
    let isAway = true;
    const flaky = changed(memory, ({ multipart }) => ({
      multipart: {
        ...multipart,
        create: (upload) =>
          isAway ? Promise.reject(new Error('connection refused to 10.0.0.1')) : multipart.create(upload),
      },
    }));
    const client = await clientOn(flaky, 1000);
    const request = { body: { file_name: 'a', file_size: size }, headers: { 'x-idempotency-key': 'k' } };

    const refused = problem(await client.call('POST', '/app/uploads/initiate', request));
    const workspace = await database
      .selectFrom('workspaces')
      .select('reserved_bytes')
      .where('id', '=', 'a-main')
      .executeTakeFirst();
    isAway = false;
    const accepted = await client.call('POST', '/app/uploads/initiate', request);

    expect(refused).toMatchObject({ status: 500, code: 'internal_error', retryable: true });
    expect(JSON.stringify(refused)).not.toContain('10.0.0.1');
    expect(workspace).toEqual({ reserved_bytes: 0 });
    expect(accepted.status).toBe(201);
    const sessions = await database
      .selectFrom('upload_sessions')
      .select(['status', 'failure_reason'])
      .orderBy('created_at')
      .execute();
    expect(sessions.map(({ status }) => status).sort()).toEqual(['failed', 'uploading']);
  });

  it('R-C5 bytes that could not be dropped when a session ended are dropped by the clean-up, and one that fails stops no other', async () => {
    let isAway = true;
    const stubborn = new Set<string>();
    const flaky = changed(memory, ({ multipart }) => ({
      multipart: {
        ...multipart,
        abort: (upload) =>
          isAway || stubborn.has(upload.multipartId)
            ? Promise.reject(new Error('not now'))
            : multipart.abort(upload),
      },
    }));
    const client = await clientOn(flaky, 1000);
    const sessions = [];
    for (let count = 0; count < 3; count += 1) sessions.push(await client.initiate({ file_size: size }));
    for (const session of sessions) expect((await client.cancel(session)).upload_status).toBe('cancelled');
    const left = memory.keys().length;
    stubborn.add(sessions[1]?.multipart_upload_id ?? '');
    isAway = false;
    const clock = { now: () => Date.now() + 20 * minuteMs };

    const cleaner = await createBackend({ database, storage: flaky, clock, settings: { plans: testPlans } });
    const reports = [
      await cleaner.jobs.run('purge-ended-sessions'),
      await cleaner.jobs.run('purge-ended-sessions'),
    ];

    expect(left).toBe(3);
    expect(reports.map(({ outcome, counts }) => [outcome, counts])).toEqual([
      ['partial', { purged: 2, failed: 1 }],
      ['partial', { purged: 0, failed: 1 }],
    ]);
    expect(memory.keys()).toEqual([sessions[1]?.multipart_upload_id]);
  });
});
