import type { JobList, JobRunReport, JobState } from '@holdfast/upload-manager/contract';
import type { JobRow, JobRunRow } from '../db/schema.ts';
import { ApiError } from '../domain/api-error.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { toTimestamp } from '../domain/encoding.ts';
import type { Job } from './job.ts';
import { latestRuns } from './job-history.ts';
import { dueJobs, recordSchedules } from './job-lease.ts';
import { createJobRunner, type RunRequest } from './job-runner.ts';

export interface Jobs {
  list(): Promise<JobList>;
  /** Runs one job now, whenever its next tick is; rejects with `not_found`, or when it is running anywhere. */
  run(name: string, request?: RunRequest): Promise<JobRunReport>;
  /** Runs what is due, each job once over all servers, and waits for it. */
  runDue(): Promise<readonly JobRunReport[]>;
  /** Looks for due jobs every few seconds from now on. */
  start(): void;
  /** Ends that, and the running jobs after the item each is at. */
  stop(): Promise<void>;
}

/** How often a server looks whether a job is due; the finest schedule is a minute. */
const pollMs = 5000;
const listedRuns = 5;
const byCommand: RunRequest = { startedBy: 'command', requestId: null };

/** The jobs of one server, on the schedules in the database that all servers share. */
export async function createJobs(
  context: BackendContext,
  {
    jobs,
    schedules,
  }: { readonly jobs: readonly Job[]; readonly schedules: ReadonlyMap<string, string | null> },
): Promise<Jobs> {
  const runner = createJobRunner(context);
  const known = new Map(jobs.map((job) => [job.name, job]));
  let timer: ReturnType<typeof setInterval> | undefined;
  await recordSchedules(context, schedules);

  /** A run that could not be begun or written down is nobody else's trouble; its lease lapses and it is run again. */
  const runIfFree = (job: Job): Promise<JobRunRow | null> =>
    runner.runDue(job, schedules.get(job.name) ?? null).catch((error: unknown) => {
      context.log({ level: 'error', event: 'job.not_recorded', job: job.name, error });
      return null;
    });

  const runDue = async (): Promise<readonly JobRunReport[]> => {
    // A job that a newer version brought is left to the servers that have it.
    const due = (await dueJobs(context)).flatMap((name) => known.get(name) ?? []);
    const runs = await Promise.all(due.map(runIfFree));
    return runs.flatMap((run) => (run === null ? [] : toReport(run)));
  };

  return {
    runDue,
    async list() {
      const rows = await context.database.selectFrom('jobs').selectAll().orderBy('name').execute();
      const items = rows.flatMap((row) => {
        const job = known.get(row.name);
        return job ? [toState(context, job, row)] : [];
      });
      return { items: await Promise.all(items) };
    },
    async run(name, request = byCommand) {
      const job = known.get(name);
      if (!job)
        throw new ApiError('not_found', 'There is no such job', { fields: { jobs: [...known.keys()] } });
      return toReport(await runner.runNow(job, request));
    },
    start() {
      timer ??= setInterval(() => {
        runDue().catch((error: unknown) => {
          // The next look comes soon.
          context.log({ level: 'error', event: 'jobs.poll_failed', error });
        });
      }, pollMs);
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await runner.stop();
    },
  };
}

async function toState(context: BackendContext, job: Job, row: JobRow): Promise<JobState> {
  const runs = await latestRuns(context, { job: job.name, limit: listedRuns });
  return {
    job: job.name,
    summary: job.summary,
    schedule: row.cron,
    next_run_at: row.next_run_at === null ? null : toTimestamp(row.next_run_at),
    is_running: row.lease_until !== null && row.lease_until > context.clock.now(),
    last_runs: runs.map(toReport),
  };
}

function toReport(run: JobRunRow): JobRunReport {
  return {
    run_id: run.id,
    job: run.job,
    started_by: run.started_by,
    outcome: run.outcome,
    // Written by this server, as numbers.
    counts: JSON.parse(run.counts) as Record<string, number>,
    error_code: run.error_code,
    started_at: toTimestamp(run.started_at),
    duration_ms: run.finished_at === null ? null : run.finished_at - run.started_at,
  };
}
