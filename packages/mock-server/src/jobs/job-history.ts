import type { JobOutcome, JobRunRow, JobStarter, Queryable } from '../db/schema.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import type { JobCounts } from './job.ts';

/** Runs of each job that are kept. */
const keptRuns = 50;

export interface StartedRun {
  readonly id: string;
  readonly job: string;
  readonly startedBy: JobStarter;
}

export interface RunEnd {
  readonly outcome: Exclude<JobOutcome, 'running' | 'lost'>;
  readonly counts: JobCounts;
  readonly errorCode: string | null;
}

/** Notes that a run has begun; one that a dead server left behind is noted as lost. */
export async function recordStart(
  { clock }: BackendContext,
  database: Queryable,
  { id, job, startedBy }: StartedRun,
): Promise<void> {
  const now = clock.now();
  await database
    .updateTable('job_runs')
    .set({ outcome: 'lost', finished_at: now })
    .where('job', '=', job)
    .where('outcome', '=', 'running')
    .execute();
  await database
    .insertInto('job_runs')
    .values({
      id,
      job,
      started_by: startedBy,
      outcome: 'running',
      counts: '{}',
      error_code: null,
      started_at: now,
      finished_at: null,
    })
    .execute();
}

/** Notes how a run ended, unless it was noted as lost, and drops what is too old to keep. */
export async function recordEnd(
  { clock }: BackendContext,
  database: Queryable,
  { run, end }: { readonly run: StartedRun; readonly end: RunEnd },
): Promise<void> {
  await database
    .updateTable('job_runs')
    .set({
      outcome: end.outcome,
      counts: JSON.stringify(end.counts),
      error_code: end.errorCode,
      finished_at: clock.now(),
    })
    .where('id', '=', run.id)
    .where('outcome', '=', 'running')
    .execute();
  await database
    .deleteFrom('job_runs')
    .where('job', '=', run.job)
    .where('id', 'not in', (kept) =>
      kept
        .selectFrom('job_runs')
        .select('id')
        .where('job', '=', run.job)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(keptRuns),
    )
    .execute();
}

/** The newest runs of a job, newest first. */
export function latestRuns(
  { database }: BackendContext,
  { job, limit }: { readonly job: string; readonly limit: number },
): Promise<JobRunRow[]> {
  return database
    .selectFrom('job_runs')
    .selectAll()
    .where('job', '=', job)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
