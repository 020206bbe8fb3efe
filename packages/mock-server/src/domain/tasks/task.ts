import type { Selectable } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

export type TaskRow = Selectable<Schema['background_tasks']>;

/** A task that this server, and nobody else, works on until the lease lapses. */
export interface TaskClaim {
  readonly token: string;
  readonly row: TaskRow;
}

/** What a kind of task works with. */
export interface TaskRun<Progress> {
  readonly context: BackendContext;
  readonly task: TaskRow;
  /** As the last run of it left it, before a crash or a pause; null for the first. */
  readonly progress: Progress | null;
  /** Aborted when the server stops: the task ends after the batch it is at, and goes on elsewhere. */
  readonly signal: AbortSignal;
  /** Makes progress durable and renews the lease. Rejects when somebody else has taken the task over. */
  save(progress: Progress): Promise<void>;
}

/** `retry` leaves the task to be tried again from its progress, a few times and less and less often. */
export type TaskOutcome = 'done' | 'retry' | 'paused';
