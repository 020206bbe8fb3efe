import type { Principal } from '@holdfast/mock-server';
import { createMemoryBackend, type MemoryBackend } from '@holdfast/mock-server/node';
import { mebibyte, type UploadSession } from '@holdfast/upload-manager/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, createClient, problem, testBytes } from './client.ts';
import type { TestHost } from './hosts.ts';
import { operatorToken, principals, testPlans } from './principals.ts';
import { createTestClock, hourMs, minuteMs, type TestClock } from './test-clock.ts';

const users = ['alice', 'carol', 'bob'] as const;
type User = (typeof users)[number];
const plans = ['free', 'tiny', 'unlimited'] as const;

type Step =
  | { readonly kind: 'initiate' | 'upload'; readonly user: User; readonly size: number }
  | { readonly kind: 'send' | 'complete' | 'cancel' | 'delete' | 'race'; readonly which: number }
  | { readonly kind: 'plan'; readonly user: User; readonly plan: (typeof plans)[number] }
  | { readonly kind: 'wait'; readonly minutes: number };

const which = fc.nat(7);
const user = fc.constantFrom(...users);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('initiate' as const, 'upload' as const),
      user,
      size: fc.constantFrom(0, 1, 99, 400, 700, 6 * mebibyte),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'send' as const,
        'send' as const,
        'complete' as const,
        'complete' as const,
        'cancel' as const,
        'delete' as const,
        'race' as const,
      ),
      which,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('plan' as const), user, plan: fc.constantFrom(...plans) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 7, 31, 1500) }),
  },
);

interface World {
  readonly memory: MemoryBackend;
  readonly host: TestHost;
  readonly clock: TestClock;
  readonly sessions: { readonly user: User; readonly session: UploadSession }[];
}

const knownAs: ReadonlyMap<string, Principal> = new Map(
  Object.entries(principals).map(([name, principal]) => [`Bearer ${name}`, principal]),
);

async function createWorld(): Promise<World> {
  const clock = createTestClock();
  const memory = await createMemoryBackend({
    clock,
    operatorToken,
    tokens: new Map<string, Principal>(Object.entries(principals)),
    // Who asks is known at once: tokens are hashed on other threads, and requests would come in one after the other.
    authenticate: async ({ headers }) => knownAs.get(headers.get('authorization') ?? '') ?? null,
    settings: { plans: testPlans },
  });
  const fetch = (path: string, init?: RequestInit) =>
    memory.backend.fetch(new Request(new URL(path, 'http://localhost'), init));
  return { memory, clock, sessions: [], host: { fetch } as TestHost };
}

async function take({ host, clock, sessions }: World, action: Step): Promise<void> {
  if (action.kind === 'wait') return clock.advance(action.minutes * minuteMs);
  if (action.kind === 'plan') {
    const workspace = action.user === 'bob' ? 'b-main' : 'a-main';
    const body = { plan: action.plan };
    return expectSound(
      await createClient(host, action.user).call('PUT', `/api/workspaces/${workspace}/plan`, { body }),
    );
  }
  if ('size' in action) {
    const body = { file_name: 'a', file_size: action.size, checksum_algorithms: [] };
    const answer = await createClient(host, action.user).call('POST', '/app/uploads/initiate', { body });
    expectSound(answer);
    if (answer.status !== 201) return;
    const opened = { user: action.user, session: answer.body as UploadSession };
    sessions.unshift(opened);
    if (action.kind === 'initiate') return;
    await send(host, opened);
    return expectSound(await createClient(host, action.user).complete(opened.session));
  }
  // The newest are the ones that something can still happen to.
  const chosen = sessions[action.which % Math.max(1, sessions.length)];
  if (!chosen) return;
  const client = createClient(host, chosen.user);
  const { session } = chosen;
  if (action.kind === 'send') return send(host, chosen);
  const complete = () => client.complete(session);
  const cancel = () => client.call('POST', `/app/uploads/${session.upload_session_id}/cancel`);
  if (action.kind === 'complete') return expectSound(await complete());
  if (action.kind === 'cancel') return expectSound(await cancel());
  if (action.kind === 'race') {
    // Each of them finds the session open, and only one may end it.
    return (await Promise.all([complete(), cancel(), cancel(), complete()])).forEach(expectSound);
  }
  expectSound(await client.call('DELETE', `/api/files/${session.file_id}`));
}

/** Signs and sends the whole of a small file; of a large one it only signs. */
async function send(host: TestHost, { user: name, session }: World['sessions'][number]): Promise<void> {
  const client = createClient(host, name);
  const path = `/app/uploads/${session.upload_session_id}/multipart-part-url`;
  const signed = await client.call('POST', path, { body: { part_number: 1 } });
  expectSound(signed);
  if (signed.status !== 200 || session.file_size > mebibyte) return;
  expectSound(await client.put((signed.body as { url: string }).url, testBytes(session.file_size)));
}

/** Refusals are part of the game; a failing server is not. */
function expectSound(answer: Answer): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) problem(answer);
}

it('R-A13 R-D12 hours of anything, by several users and all jobs at once, end without drift, and damage is repaired exactly', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, step), { minLength: 10, maxLength: 40 }),
      fc.record({ used: fc.nat(5000), reserved: fc.nat(5000) }),
      async (steps, damage) => {
        const world = await createWorld();
        const { memory, clock } = world;
        const { jobs } = memory.backend;
        for (const [left, right] of steps) {
          const [, , report] = await Promise.all([
            take(world, left),
            take(world, right),
            jobs.run('reconcile-quota'),
          ]);
          expect(report.counts).toMatchObject({ repaired: 0, failed: 0 });
          for (const { outcome, counts } of await jobs.runDue()) {
            expect([outcome, counts.failed]).toEqual(['succeeded', 0]);
          }
        }
        clock.advance(200 * hourMs);
        await jobs.runDue();
        const settled = await memory.query<{ used: number; reserved: number }>(`
          select sum(used_bytes) - (select coalesce(sum(size_bytes), 0) from files where status = 'active') as used,
                 sum(reserved_bytes) as reserved from workspaces`);
        const before = await memory.query(
          'select id, used_bytes, reserved_bytes from workspaces order by id',
        );

        await memory.query(`update workspaces set used_bytes = used_bytes + ${damage.used},
          reserved_bytes = reserved_bytes + ${damage.reserved} where id = 'a-main'`);
        const { counts } = await jobs.run('reconcile-quota');
        const after = await memory.query('select id, used_bytes, reserved_bytes from workspaces order by id');

        expect(settled).toEqual([{ used: 0, reserved: 0 }]);
        expect(counts.drift_bytes).toBe(damage.used + damage.reserved);
        expect(after).toEqual(before);
        await memory.backend.close();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

const act = fc.record({
  // The limit itself and the minute before it are where rules break.
  minutes: fc.oneof(fc.constantFrom(24 * 60 - 1, 24 * 60), fc.integer({ min: 0, max: 36 * 60 })),
  kind: fc.constantFrom('activity' as const, 'sign' as const, 'look' as const),
});

it('R-C5 R-D12 a session ends exactly when its idle or its hard limit passes, whatever happened before, and only once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      const world = await createWorld();
      const { memory, clock, host } = world;
      const client = createClient(host);
      const session = await client.initiate({ file_size: 100, checksum_algorithms: [] });
      const path = `/app/uploads/${session.upload_session_id}`;
      const hardLimitMs = clock.now() + 144 * hourMs;
      let idleLimitMs = clock.now() + 24 * hourMs;

      for (const { minutes, kind } of acts) {
        clock.advance(minutes * minuteMs);
        const isOver = clock.now() >= Math.min(idleLimitMs, hardLimitMs);
        await memory.backend.jobs.run('expire-sessions');
        const [row] = await memory.query<{ status: string }>('select status from upload_sessions');
        expect(row?.status).toBe(isOver ? 'failed' : 'uploading');

        if (kind === 'look') await client.resume(session);
        else {
          const answer =
            kind === 'activity'
              ? await client.call('PUT', `${path}/activity`)
              : await client.call('POST', `${path}/multipart-part-url`, { body: { part_number: 1 } });
          expect(answer.status).toBe(isOver ? 410 : 200);
          if (!isOver) idleLimitMs = clock.now() + 24 * hourMs;
        }
        if (isOver) break;
      }
      clock.advance(145 * hourMs);
      await memory.backend.jobs.run('expire-sessions');
      const ends = await memory.query(
        "select to_status, reason from audit_events where subject_type = 'session' and to_status not in ('initiating', 'uploading')",
      );

      expect(ends).toEqual([{ to_status: 'failed', reason: 'expired' }]);
      expect(await memory.query("select reserved_bytes from workspaces where id = 'a-main'")).toEqual([
        { reserved_bytes: 0 },
      ]);
      await memory.backend.close();
    }),
    { numRuns: 30 },
  );
}, 60_000);

it('R-C1 R-D12 every session and file only ever moves along the contract’s table, and its end is final', async () => {
  const legal = new Set([
    'session null>initiating',
    'session initiating>uploading',
    'session initiating>failed',
    'session initiating>cancelled',
    'session uploading>completed',
    'session uploading>failed',
    'session uploading>cancelled',
    'file null>pending',
    'file pending>active',
    'file pending>failed',
    'file active>deleting',
    'file deleting>deleted',
  ]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 5, maxLength: 25 }), async (steps) => {
      const world = await createWorld();
      for (const [left, right] of steps) {
        await Promise.all([take(world, left), take(world, right), world.memory.backend.jobs.runDue()]);
      }
      const events = await world.memory.query<Record<string, string | null>>(
        "select subject_type, subject_id, from_status, to_status from audit_events where subject_type in ('session', 'file') order by rowid",
      );
      const states = new Map<string, string | null>();
      for (const { subject_type, subject_id, from_status, to_status } of events) {
        expect(legal).toContain(`${subject_type} ${from_status}>${to_status}`);
        expect(states.get(`${subject_id}`) ?? null).toBe(from_status);
        states.set(`${subject_id}`, to_status ?? null);
      }
      const rows = await world.memory.query<{ id: string; status: string }>(
        'select id, status from files union all select id, status from upload_sessions',
      );
      expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(states);
      await world.memory.backend.close();
    }),
    { numRuns: 15 },
  );
}, 60_000);
