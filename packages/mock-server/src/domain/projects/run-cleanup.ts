import type { SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { endSession } from '../sessions/end-session.ts';
import { tryPurgeSession } from '../sessions/purge-session.ts';
import type { TaskOutcome, TaskRun } from '../tasks/task.ts';
import { type CleanupProgress, type CleanupRequest, firstProgress, nextAttempt } from './cleanup-progress.ts';
import { eraseByPrefix } from './erase-by-prefix.ts';
import { eraseTracked } from './erase-tracked.ts';
import { type Cleanup, filesOf } from './project-scope.ts';

const sessionPageSize = 100;

/**
 * Cleans up after a deleted project: cancels its open uploads, deletes what is tracked and, when nothing was or
 * something went wrong, what lies under its prefix. Every batch is recorded, so that any server goes on after a crash.
 */
export async function runCleanup(run: TaskRun<CleanupProgress>): Promise<TaskOutcome> {
  const { context, task, signal, save } = run;
  const request = JSON.parse(task.request) as CleanupRequest;
  const cleanup: Cleanup = {
    scope: { tenantId: task.tenant_id, projectId: task.subject, workspaceIds: request.workspaceIds },
    deletesRecordsOnly: request.deletesRecordsOnly,
    deletesSinceMs: run.progress === null ? null : task.started_at,
    cutoffMs: request.askedAtMs ?? task.started_at,
    actor: { id: task.requested_by, requestId: task.request_id },
  };

  const before = run.progress ?? firstProgress;
  let progress = before.step === 'over' ? nextAttempt(before) : before;
  while (progress.step !== 'over') {
    if (signal.aborted) return 'paused';
    progress = await nextBatch(context, cleanup, progress);
    await save(progress);
    await context.crash('cleanup-batch-recorded');
  }
  const unfinished = progress.openSessions + progress.tracked.failed + progress.prefix.failed;
  return unfinished === 0 ? 'done' : 'retry';
}

async function nextBatch(
  context: BackendContext,
  cleanup: Cleanup,
  progress: CleanupProgress,
): Promise<CleanupProgress> {
  if (progress.step === 'sessions') return cancelBatch(context, cleanup, progress);
  if (progress.step === 'prefix') return eraseByPrefix(context, cleanup, progress);
  const after = await eraseTracked(context, cleanup, progress);
  if (after.step === 'tracked') return after;
  // What is tracked is what there is, unless the records are gone or cannot be trusted.
  const isPrefixNeeded = after.tracked.found === 0 || after.tracked.failed > 0;
  return {
    ...after,
    position: null,
    step: isPrefixNeeded && !cleanup.deletesRecordsOnly ? 'prefix' : 'over',
  };
}

async function cancelBatch(
  context: BackendContext,
  cleanup: Cleanup,
  progress: CleanupProgress,
): Promise<CleanupProgress> {
  const sessions = await openSessions(context, cleanup, progress.position ?? '');
  let cancelled = 0;
  for (const session of sessions) {
    if (await cancel(context, session, cleanup.actor)) cancelled += 1;
  }
  const last = sessions.at(-1);
  const isLast = !last || sessions.length < sessionPageSize;
  return {
    ...progress,
    cancelledSessions: progress.cancelledSessions + cancelled,
    openSessions: progress.openSessions + sessions.length - cancelled,
    ...(isLast ? { step: 'tracked', position: null } : { position: last.id }),
  };
}

async function openSessions(
  context: BackendContext,
  { scope, cutoffMs }: Cleanup,
  afterId: string,
): Promise<readonly SessionRow[]> {
  return context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('file_id', 'in', filesOf(context, scope).select('id').where('status', '=', 'pending'))
    .where('status', 'in', ['initiating', 'uploading'])
    .where('created_at', '<=', cutoffMs)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(sessionPageSize)
    .execute();
}

/** False when somebody is completing it. */
async function cancel(context: BackendContext, session: SessionRow, actor: Actor): Promise<boolean> {
  const hasEnded = await context.database
    .transaction()
    .execute((transaction) =>
      endSession(context, transaction, { session, to: 'cancelled', reason: null, actor, claimToken: null }),
    );
  if (hasEnded) await tryPurgeSession(context, session);
  return hasEnded;
}
