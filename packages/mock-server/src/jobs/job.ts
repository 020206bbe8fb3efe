import type { Actor } from '../domain/audit/record-transition.ts';
import type { BackendContext } from '../domain/backend-context.ts';

/** What one run of a job did, as numbers. `failed` counts what it tried in vain; that never stops the rest. */
export interface JobCounts {
  readonly failed: number;
  readonly [count: string]: number;
}

/** What a running job gets from its runner. */
export interface JobRun {
  /** Aborted when the server stops or the lease is lost: the job ends after the item it is at. */
  readonly signal: AbortSignal;
  /** Whom the audit trail names. */
  readonly actor: Actor;
}

/** How often a job runs unless configuration says otherwise. */
export type Cadence =
  | { readonly every: 'minute' }
  /** Every few hours, as `CLEANUP_INTERVAL_HOURS` says, each job at a minute of its own. */
  | { readonly every: 'clean-up'; readonly minute: number }
  | { readonly every: 'day'; readonly hour: number; readonly minute: number };

/** Work that is done again and again, by one server at a time. Running it twice does no harm. */
export interface Job {
  readonly name: string;
  /** What it does, for operators. */
  readonly summary: string;
  readonly cadence: Cadence;
  readonly run: (context: BackendContext, run: JobRun) => Promise<JobCounts>;
}
