import type { Cadence, Job } from './job.ts';

/** Cron text for a job's name, or null where a job only runs by hand. */
export type JobSchedules = Readonly<Record<string, string | null>>;

export interface ScheduleOptions {
  /** How often clean-up jobs run. @default 1 */
  readonly cleanUpHours?: number;
  /** Schedules that differ from the defaults. */
  readonly schedules?: JobSchedules;
}

/** The schedule of each job: the configured one, else what its cadence says. */
export function schedulesOf(
  jobs: readonly Job[],
  { cleanUpHours = 1, schedules = {} }: ScheduleOptions,
): ReadonlyMap<string, string | null> {
  return new Map(
    jobs.map(({ name, cadence }) => {
      const configured = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
      return [name, configured === undefined ? cronOf(cadence, cleanUpHours) : configured];
    }),
  );
}

function cronOf(cadence: Cadence, cleanUpHours: number): string {
  if (cadence.every === 'minute') return '* * * * *';
  if (cadence.every === 'day') return `${cadence.minute} ${cadence.hour} * * *`;
  return cleanUpHours === 1 ? `${cadence.minute} * * * *` : `${cadence.minute} */${cleanUpHours} * * *`;
}
