import type { DatabaseTransaction, Queryable } from '../db/schema.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { nextTick } from './cron-schedule.ts';

export const jobLeaseMs = 60_000;

/** A job that this server, and no other, may run now. */
export interface JobLease {
  readonly job: string;
  readonly token: string;
}

/** Writes down when each job runs next; a tick that passed while no server ran stays due. */
export async function recordSchedules(
  { database, clock }: BackendContext,
  schedules: ReadonlyMap<string, string | null>,
): Promise<void> {
  const rows = [...schedules].map(([name, cron]) => ({
    name,
    cron,
    next_run_at: cron === null ? null : nextTick(cron, clock.now()),
    lease_token: null,
    lease_until: null,
  }));
  for (const row of rows) {
    await database
      .insertInto('jobs')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ cron: row.cron, next_run_at: row.next_run_at })
          // Only a schedule that was changed moves the next tick.
          .where(({ eb, or }) =>
            row.cron === null
              ? eb('jobs.cron', 'is not', null)
              : or([eb('jobs.cron', 'is', null), eb('jobs.cron', '!=', row.cron)]),
          ),
      )
      .execute();
  }
}

/** Jobs whose tick has come, or whose server died while it ran them. */
export async function dueJobs({ database, clock }: BackendContext): Promise<readonly string[]> {
  const now = clock.now();
  const rows = await database
    .selectFrom('jobs')
    .select('name')
    .where(({ eb, or }) => or([eb('next_run_at', '<=', now), eb('lease_until', '<=', now)]))
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

/**
 * Takes a due job. The same UPDATE writes the next tick, so that two servers never both run one, and takes over from a
 * server whose lease has lapsed.
 */
export async function claimDueJob(
  { clock }: BackendContext,
  transaction: DatabaseTransaction,
  { lease, cron }: { readonly lease: JobLease; readonly cron: string | null },
): Promise<boolean> {
  const now = clock.now();
  const { numUpdatedRows } = await transaction
    .updateTable('jobs')
    .set({
      lease_token: lease.token,
      lease_until: now + jobLeaseMs,
      next_run_at: cron === null ? null : nextTick(cron, now),
    })
    .where('name', '=', lease.job)
    .where(({ eb, or, and }) =>
      or([eb('lease_until', '<=', now), and([eb('lease_until', 'is', null), eb('next_run_at', '<=', now)])]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes a job out of turn, unless somebody is running it. Its next tick stays. */
export async function claimIdleJob(
  { clock }: BackendContext,
  transaction: DatabaseTransaction,
  lease: JobLease,
): Promise<boolean> {
  const now = clock.now();
  const { numUpdatedRows } = await transaction
    .updateTable('jobs')
    .set({ lease_token: lease.token, lease_until: now + jobLeaseMs })
    .where('name', '=', lease.job)
    .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Answers false when another server has taken the job over. */
export async function renewJobLease(
  { database, clock }: BackendContext,
  { job, token }: JobLease,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('jobs')
    .set({ lease_until: clock.now() + jobLeaseMs })
    .where('name', '=', job)
    .where('lease_token', '=', token)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Answers false when another server has taken the job over. */
export async function releaseJobLease(database: Queryable, { job, token }: JobLease): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('jobs')
    .set({ lease_token: null, lease_until: null })
    .where('name', '=', job)
    .where('lease_token', '=', token)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
