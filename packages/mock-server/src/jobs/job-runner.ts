import type { DatabaseTransaction, JobRunRow, JobStarter } from '../db/schema.ts';
import { ApiError } from '../domain/api-error.ts';
import { recordAttempt } from '../domain/audit/record-attempt.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { toFailure } from '../domain/failure.ts';
import { whileRenewing } from '../domain/while-renewing.ts';
import type { Job, JobCounts } from './job.ts';
import { type RunEnd, recordEnd, recordStart, type StartedRun } from './job-history.ts';
import {
  claimDueJob,
  claimIdleJob,
  type JobLease,
  jobLeaseMs,
  releaseJobLease,
  renewJobLease,
} from './job-lease.ts';

/** Who asked for a run. */
export interface RunRequest {
  readonly startedBy: JobStarter;
  readonly requestId: string | null;
}

export interface JobRunner {
  /** Runs a job whose tick has come; null when another server has it. */
  runDue(job: Job, cron: string | null): Promise<JobRunRow | null>;
  /** Runs a job now; rejects when it is running already. */
  runNow(job: Job, request: RunRequest): Promise<JobRunRow>;
  /** Lets running jobs end after the item they are at, and waits for that. */
  stop(): Promise<void>;
}

const renewalMs = jobLeaseMs / 3;

/** Runs jobs under a lease in the database, so that no job runs twice at a time on any number of servers. */
export function createJobRunner(context: BackendContext): JobRunner {
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();

  const track = async <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };

  const begin = async (
    run: StartedRun,
    claim: (transaction: DatabaseTransaction) => Promise<boolean>,
  ): Promise<boolean> =>
    context.database.transaction().execute(async (transaction) => {
      if (!(await claim(transaction))) return false;
      await recordStart(context, transaction, run);
      return true;
    });

  const runDue: JobRunner['runDue'] = async (job, cron) => {
    const run = startOf(context, job, 'schedule');
    const lease = { job: job.name, token: run.id };
    const isMine = await begin(run, (transaction) => claimDueJob(context, transaction, { lease, cron }));
    return isMine ? perform(context, { job, run, lease, requestId: null, signal: stopping.signal }) : null;
  };

  const runNow: JobRunner['runNow'] = async (job, { startedBy, requestId }) => {
    const run = startOf(context, job, startedBy);
    const lease = { job: job.name, token: run.id };
    if (await begin(run, (transaction) => claimIdleJob(context, transaction, lease))) {
      return perform(context, { job, run, lease, requestId, signal: stopping.signal });
    }
    throw new ApiError('session_state_conflict', `The job ${job.name} is running already`, {
      fields: { job: job.name, job_status: 'running' },
    });
  };

  return {
    runDue: (job, cron) => track(runDue(job, cron)),
    runNow: (job, request) => track(runNow(job, request)),
    async stop() {
      stopping.abort(new Error('The server is stopping'));
      await Promise.allSettled(running);
    },
  };
}

function startOf({ identifiers }: BackendContext, { name }: Job, startedBy: JobStarter): StartedRun {
  return { id: identifiers.uuid(), job: name, startedBy };
}

interface Performance {
  readonly job: Job;
  readonly run: StartedRun;
  readonly lease: JobLease;
  readonly requestId: string | null;
  readonly signal: AbortSignal;
}

async function perform(context: BackendContext, performance: Performance): Promise<JobRunRow> {
  const { job, run, lease, requestId } = performance;
  const lost = new AbortController();
  const signal = AbortSignal.any([performance.signal, lost.signal]);
  const renew = async (): Promise<void> => {
    if (!(await renewJobLease(context, lease))) lost.abort(new Error(`The job ${job.name} was taken over`));
  };
  const actor = { id: job.name, requestId };
  const end = await whileRenewing({ name: job.name, renewalMs, renew, log: context.log }, async () => {
    try {
      return endOf(await job.run(context, { signal, actor }), signal);
    } catch (error) {
      context.log({ level: 'error', event: 'job.failed', job: job.name, runId: run.id, error });
      return failedEnd(error);
    }
  });
  const row = await finish(context, { ...performance, end });
  const durationMs = (row.finished_at ?? row.started_at) - row.started_at;
  context.metrics.count('holdfast_job_attempts_total', { job: job.name, outcome: row.outcome });
  context.metrics.observe('holdfast_job_seconds', { job: job.name }, durationMs / 1000);
  context.log({
    level: end.outcome === 'succeeded' ? 'info' : 'warn',
    event: 'job.finished',
    job: job.name,
    runId: run.id,
    startedBy: run.startedBy,
    outcome: row.outcome,
    durationMs,
    ...end.counts,
  });
  return row;
}

function endOf(counts: JobCounts, signal: AbortSignal): RunEnd {
  if (signal.aborted) return { outcome: 'stopped', counts, errorCode: null };
  return { outcome: counts.failed > 0 ? 'partial' : 'succeeded', counts, errorCode: null };
}

function failedEnd(error: unknown): RunEnd {
  return { outcome: 'failed', counts: { failed: 1 }, errorCode: toFailure(error, '').problem.code };
}

/** History, audit and the end of the lease in one transaction. What another server took over is its to report. */
async function finish(
  context: BackendContext,
  { job, run, lease, requestId, end }: Performance & { readonly end: RunEnd },
): Promise<JobRunRow> {
  return context.database.transaction().execute(async (transaction) => {
    const isStillMine = await releaseJobLease(transaction, lease);
    await recordEnd(context, transaction, { run, end });
    if (isStillMine && isWorthAuditing(run, end)) {
      await recordAttempt(context, transaction, {
        actor: { id: run.startedBy === 'schedule' ? job.name : run.startedBy, requestId },
        attempt: { subject: 'job', id: job.name, outcome: end.outcome, reason: end.errorCode },
      });
    }
    return transaction.selectFrom('job_runs').selectAll().where('id', '=', run.id).executeTakeFirstOrThrow();
  });
}

/** A scheduled run that found nothing to do is in the history; a minute of nothing is no event. */
function isWorthAuditing({ startedBy }: StartedRun, { outcome, counts }: RunEnd): boolean {
  if (startedBy !== 'schedule' || outcome !== 'succeeded') return true;
  return Object.values(counts).some((count) => count > 0);
}
