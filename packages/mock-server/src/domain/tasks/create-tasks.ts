import type { BackendContext } from '../backend-context.ts';
import { runImport } from '../imports/run-import.ts';
import { runCleanup } from '../projects/run-cleanup.ts';
import { whileRenewing } from '../while-renewing.ts';
import type { TaskClaim, TaskOutcome, TaskRun } from './task.ts';
import { claimTask, endTask, TaskLostError, taskRenewalMs, updateTask } from './task-claim.ts';

const maxAttempts = 6;
const firstRetryMs = 60_000;
const dueTasks = 100;

export interface Tasks {
  /** Begins to work on a task now; the answer to whoever asked for it does not wait. */
  begin(taskId: string): void;
  /** Pauses what is running and waits until it is safe to leave. */
  stop(): Promise<void>;
}

/** Work that goes on after the answer, on this server. */
export function createTasks(context: BackendContext): Tasks {
  const running = new Set<Promise<unknown>>();
  const stopping = new AbortController();

  return {
    begin(taskId) {
      const work: Promise<unknown> = workOn(context, taskId, stopping.signal)
        .catch((error: unknown) => {
          // The task is recorded: the job takes it up.
          context.log({ level: 'warn', event: 'task.failed', taskId, error });
        })
        .finally(() => running.delete(work));
      running.add(work);
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

export interface TaskReport {
  readonly continued: number;
  readonly failed: number;
}

/** Goes on with tasks whose server died or stopped, and with those whose next attempt is due. */
export async function continueTasks(
  context: BackendContext,
  { signal }: { readonly signal: AbortSignal },
): Promise<TaskReport> {
  let continued = 0;
  let failed = 0;
  const due = await context.database
    .selectFrom('background_tasks')
    .select('id')
    .where('state', '=', 'running')
    .where('due_at', '<=', context.clock.now())
    .orderBy('due_at')
    .limit(dueTasks)
    .execute();
  for (const { id } of due) {
    if (signal.aborted) break;
    try {
      if (await workOn(context, id, signal)) continued += 1;
    } catch (error) {
      failed += 1;
      context.log({ level: 'warn', event: 'task.failed', taskId: id, error });
    }
  }
  return { continued, failed };
}

/** Answers false when the task is not to be had. */
async function workOn(context: BackendContext, taskId: string, signal: AbortSignal): Promise<boolean> {
  const claim = await claimTask(context, taskId);
  if (!claim) return false;
  const renew = () => updateTask(context, claim, { keepsLease: true });
  let isSettled: boolean;
  try {
    isSettled = await whileRenewing(
      { name: 'task', renewalMs: taskRenewalMs, renew, log: context.log },
      async () => settle(context, claim, await run(context, claim, signal)),
    );
  } catch (error) {
    if (error instanceof TaskLostError) return false;
    await settle(context, claim, 'retry');
    throw error;
  }
  if (!isSettled) await workOn(context, taskId, signal);
  return true;
}

function run(context: BackendContext, claim: TaskClaim, signal: AbortSignal): Promise<TaskOutcome> {
  const { row } = claim;
  const runAs = <Progress>(work: (run: TaskRun<Progress>) => Promise<TaskOutcome>) =>
    work({
      context,
      task: row,
      signal,
      // Each kind reads only what it wrote itself.
      progress: row.progress === null ? null : (JSON.parse(row.progress) as Progress),
      save: (progress) =>
        updateTask(context, claim, { progress: JSON.stringify(progress), keepsLease: true }),
    });
  return row.kind === 'import' ? runAs(runImport) : runAs(runCleanup);
}

/** Answers false when the task is to be worked on once more right away. */
async function settle(context: BackendContext, claim: TaskClaim, outcome: TaskOutcome): Promise<boolean> {
  const now = context.clock.now();
  if (outcome === 'paused') {
    await updateTask(context, claim, { keepsLease: false });
    return true;
  }
  if (outcome === 'done') return endTask(context, claim, { state: 'done', attempts: claim.row.attempts });
  const attempts = claim.row.attempts + 1;
  if (attempts >= maxAttempts) return endTask(context, claim, { state: 'failed', attempts });
  await updateTask(context, claim, {
    attempts,
    due_at: now + firstRetryMs * 2 ** (attempts - 1),
    keepsLease: false,
  });
  return true;
}
