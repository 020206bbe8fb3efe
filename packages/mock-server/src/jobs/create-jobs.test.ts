import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteDatabase } from '../db/open-sqlite-database.ts';
import type { Database } from '../db/schema.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { noMetrics } from '../domain/metrics/metrics.ts';
import { defaultSettings } from '../domain/settings.ts';
import { randomIdentifiers } from '../domain/system-ports.ts';
import { createMemoryStorage } from '../storage/memory/memory-storage.ts';
import { createJobs, type Jobs } from './create-jobs.ts';
import type { Job, JobRun } from './job.ts';
import { schedulesOf } from './job-schedules.ts';

const minuteMs = 60_000;

/** A job that waits until the test lets it end. */
function createHeldJob(name: string) {
  const runs: JobRun[] = [];
  let release: () => void = () => undefined;
  const job: Job = {
    name,
    summary: 'Waits',
    cadence: { every: 'minute' },
    async run(_, run) {
      runs.push(run);
      await new Promise<void>((resolve) => {
        release = resolve;
        run.signal.addEventListener('abort', () => resolve());
      });
      return { waited: 1, failed: 0 };
    },
  };
  return { job, runs, release: () => release() };
}

function createJob(name: string, run: Job['run'], cadence: Job['cadence'] = { every: 'minute' }): Job {
  return { name, summary: 'Counts', cadence, run };
}

describe('jobs of two servers on one database', () => {
  let database: Database;
  let nowMs: number;
  const servers: Jobs[] = [];
  beforeEach(async () => {
    database = await openSqliteDatabase({ path: ':memory:' });
    nowMs = Date.UTC(2026, 0, 1);
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await database.destroy();
  });

  const startServer = async (jobs: readonly Job[], schedules = {}): Promise<Jobs> => {
    const clock = { now: () => nowMs };
    const ports = { clock, identifiers: randomIdentifiers, log: () => undefined };
    const context: BackendContext = {
      ...ports,
      database,
      storage: createMemoryStorage({ ...ports, signingSecret: 'secret', baseUrl: 'http://localhost' }),
      settings: defaultSettings,
      metrics: noMetrics,
      crash: () => Promise.resolve(),
    };
    const server = await createJobs(context, { jobs, schedules: schedulesOf(jobs, { schedules }) });
    servers.push(server);
    return server;
  };
  const eventsOf = (job: string) =>
    database
      .selectFrom('audit_events')
      .select(['actor_id', 'subject_type', 'to_status', 'reason', 'request_id'])
      .where('subject_id', '=', job)
      .execute();

  it('R-C6 each tick runs once, whichever server is faster, and none twice', async () => {
    let runs = 0;
    const job = createJob('count', async () => {
      runs += 1;
      return { failed: 0 };
    });
    const [left, right] = [await startServer([job]), await startServer([job])];

    const perMinute: number[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      nowMs += minuteMs;
      const before = runs;
      await Promise.all([left.runDue(), right.runDue(), left.runDue()]);
      await right.runDue();
      perMinute.push(runs - before);
    }

    expect(perMinute).toEqual([1, 1, 1, 1, 1]);
  });

  it('R-C6 ticks that nobody was there for are caught up by one run, not by many', async () => {
    let runs = 0;
    const job = createJob('count', async () => {
      runs += 1;
      return { failed: 0 };
    });
    const server = await startServer([job]);
    nowMs += 90 * minuteMs;

    await server.runDue();
    await server.runDue();

    expect(runs).toBe(1);
  });

  it('R-C6 a running job is not started again, neither by its next tick nor by hand', async () => {
    const held = createHeldJob('held');
    const [left, right] = [await startServer([held.job]), await startServer([held.job])];
    nowMs += minuteMs;
    const first = left.runDue();
    await expect.poll(() => held.runs.length).toBe(1);
    nowMs += minuteMs - 1;

    const second = await right.runDue();
    const byHand = await right.run('held').catch((error: unknown) => error);
    const during = await right.list();
    held.release();
    const [report] = await first;

    expect(second).toEqual([]);
    expect(byHand).toMatchObject({ code: 'session_state_conflict', fields: { job_status: 'running' } });
    expect(during.items).toMatchObject([{ is_running: true, last_runs: [{ outcome: 'running' }] }]);
    expect(report).toMatchObject({ outcome: 'succeeded', counts: { waited: 1 }, duration_ms: minuteMs - 1 });
    expect(held.runs).toHaveLength(1);
  });

  it('R-C6 a job whose server died goes on elsewhere when its lease has lapsed, and the late one reports nothing', async () => {
    const dead = createHeldJob('held');
    const alive = createJob('held', async () => ({ repaired: 2, failed: 0 }));
    const [left, right] = [await startServer([dead.job]), await startServer([alive])];
    nowMs += minuteMs;
    const frozen = left.runDue();
    await expect.poll(() => dead.runs.length).toBe(1);

    nowMs += minuteMs - 1;
    const early = await right.runDue();
    nowMs += 1;
    const [takenOver] = await right.runDue();
    dead.release();
    const [late] = await frozen;
    const [state] = (await right.list()).items;

    expect(early).toEqual([]);
    expect(takenOver).toMatchObject({ outcome: 'succeeded', counts: { repaired: 2 } });
    expect(late).toMatchObject({ outcome: 'lost' });
    expect(state?.last_runs.map(({ outcome }) => outcome)).toEqual(['succeeded', 'lost']);
    expect((await eventsOf('held')).map(({ to_status }) => to_status)).toEqual(['succeeded']);
  });

  it('R-C6 one job that fails stops no other; its error has a code and the audit trail names it', async () => {
    const broken = createJob('broken', () => Promise.reject(new Error('secret detail')));
    const half = createJob('half', async () => ({ done: 3, failed: 1 }));
    const idle = createJob('idle', async () => ({ done: 0, failed: 0 }));
    const server = await startServer([broken, half, idle]);
    nowMs += minuteMs;

    const reports = await server.runDue();
    const [first] = await eventsOf('broken');

    expect(reports.map(({ job, outcome, error_code }) => [job, outcome, error_code])).toEqual([
      ['broken', 'failed', 'internal_error'],
      ['half', 'partial', null],
      ['idle', 'succeeded', null],
    ]);
    expect(first).toMatchObject({ actor_id: 'broken', subject_type: 'job', to_status: 'failed' });
    expect(await eventsOf('half')).toHaveLength(1);
    // A minute in which nothing was found is history, but no event.
    expect(await eventsOf('idle')).toEqual([]);
  });

  it('stopping ends a running job after its item, keeps what it did, and frees it for others at once', async () => {
    const held = createHeldJob('held');
    const [left, right] = [await startServer([held.job]), await startServer([held.job])];
    nowMs += minuteMs;
    const running = left.runDue();
    await expect.poll(() => held.runs.length).toBe(1);

    await left.stop();
    const [report] = await running;
    nowMs += minuteMs;
    const next = right.runDue();
    await expect.poll(() => held.runs.length).toBe(2);

    expect(report).toMatchObject({ outcome: 'stopped', counts: { waited: 1 } });
    held.release();
    expect(await next).toMatchObject([{ outcome: 'succeeded' }]);
  });

  it('keeps the newest fifty runs of each job', async () => {
    const job = createJob('count', async () => ({ failed: 0 }));
    const other = createJob('other', async () => ({ failed: 0 }), { every: 'day', hour: 0, minute: 1 });
    const server = await startServer([job, other]);
    for (let run = 0; run < 60; run += 1) {
      nowMs += minuteMs;
      await server.runDue();
    }

    const kept = await database.selectFrom('job_runs').select(['job', 'started_at']).execute();

    expect(kept.filter(({ job: name }) => name === 'other')).toHaveLength(1);
    const times = kept.filter(({ job: name }) => name === 'count').map(({ started_at }) => started_at);
    expect([times.length, Math.max(...times)]).toEqual([50, nowMs]);
  });

  it('a schedule that was changed counts from the next start; the same one keeps its tick', async () => {
    const job = createJob('count', async () => ({ failed: 0 }), { every: 'day', hour: 3, minute: 30 });
    const nextOf = async (server: Jobs) => (await server.list()).items[0]?.next_run_at;
    const first = await nextOf(await startServer([job]));
    nowMs += 4 * 60 * minuteMs;
    const same = await nextOf(await startServer([job]));
    const changed = await nextOf(await startServer([job], { count: '0 12 * * *' }));
    const off = await startServer([job], { count: null });
    nowMs += 48 * 60 * minuteMs;

    expect([first, same, changed]).toEqual([
      '2026-01-01T03:30:00.000Z',
      '2026-01-01T03:30:00.000Z',
      '2026-01-01T12:00:00.000Z',
    ]);
    expect([await nextOf(off), await off.runDue()]).toEqual([null, []]);
    expect((await off.run('count')).outcome).toBe('succeeded');
  });

  it('leaves alone a job that only a newer server knows', async () => {
    const old = await startServer([createJob('old', async () => ({ failed: 0 }))]);
    await startServer([createJob('new', async () => ({ failed: 0 }))]);
    nowMs += minuteMs;

    expect((await old.runDue()).map(({ job }) => job)).toEqual(['old']);
    expect((await old.list()).items.map(({ job }) => job)).toEqual(['old']);
  });
});
