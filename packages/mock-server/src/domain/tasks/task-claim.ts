import type { BackendContext } from '../backend-context.ts';
import type { TaskClaim } from './task.ts';

const leaseMs = 60_000;
export const taskRenewalMs = leaseMs / 3;

/** Claims a running task that is due and that nobody works on; null when it is not to be had. */
export async function claimTask(context: BackendContext, taskId: string): Promise<TaskClaim | null> {
  const { database, clock, identifiers } = context;
  const now = clock.now();
  const token = identifiers.uuid();
  const row = await database
    .updateTable('background_tasks')
    .set({ lease_token: token, lease_until: now + leaseMs })
    .where('id', '=', taskId)
    .where('state', '=', 'running')
    .where('due_at', '<=', now)
    .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row ? { token, row } : null;
}

interface TaskChange {
  readonly progress?: string;
  readonly attempts?: number;
  readonly due_at?: number;
}

/** Changes the claimed task and renews or gives up its lease; rejects when somebody else has taken it over. */
export async function updateTask(
  { database, clock }: BackendContext,
  { row, token }: TaskClaim,
  { keepsLease, ...change }: TaskChange & { readonly keepsLease: boolean },
): Promise<void> {
  const now = clock.now();
  const { numUpdatedRows } = await database
    .updateTable('background_tasks')
    .set({
      ...change,
      updated_at: now,
      lease_until: keepsLease ? now + leaseMs : null,
      lease_token: keepsLease ? token : null,
    })
    .where('id', '=', row.id)
    .where('lease_token', '=', token)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  throw new TaskLostError(`Task ${row.id} was taken over`);
}

/** Ends the claimed task; answers false, and only gives up its lease, when it was asked for again meanwhile. */
export async function endTask(
  context: BackendContext,
  claim: TaskClaim,
  end: { readonly state: 'done' | 'failed'; readonly attempts: number },
): Promise<boolean> {
  const { row, token } = claim;
  const now = context.clock.now();
  const { numUpdatedRows } = await context.database
    .updateTable('background_tasks')
    .set({ ...end, updated_at: now, finished_at: now, lease_until: null, lease_token: null })
    .where('id', '=', row.id)
    .where('lease_token', '=', token)
    .where('request', '=', row.request)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return true;
  await updateTask(context, claim, { keepsLease: false });
  return false;
}

/** Somebody else works on the task now; whoever finds out simply stops. */
export class TaskLostError extends Error {
  override readonly name = 'TaskLostError';
}
