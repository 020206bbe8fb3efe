import type { ProjectCleanup } from '@holdfast/upload-manager/contract';
import { toTimestamp } from '../encoding.ts';
import type { AskedAgain } from '../tasks/start-task.ts';
import type { TaskRow } from '../tasks/task.ts';

/** What a clean-up was asked for, as its task keeps it. */
export interface CleanupRequest extends Partial<AskedAgain> {
  readonly workspaceIds: readonly string[] | null;
  readonly deletesRecordsOnly: boolean;
}

export interface MethodTally {
  readonly found: number;
  readonly deleted: number;
  readonly failed: number;
  readonly bytes: number;
}

/** Where a clean-up is, and what it did so far. */
export interface CleanupProgress {
  readonly step: 'sessions' | 'tracked' | 'prefix' | 'over';
  /** The last id or page that is dealt with, within the step. */
  readonly position: string | null;
  readonly cancelledSessions: number;
  /** Uploads somebody was just completing: the next attempt finds them as files. */
  readonly openSessions: number;
  readonly tracked: MethodTally;
  readonly prefix: MethodTally;
}

const nothing: MethodTally = { found: 0, deleted: 0, failed: 0, bytes: 0 };

export const firstProgress: CleanupProgress = {
  step: 'sessions',
  position: null,
  cancelledSessions: 0,
  openSessions: 0,
  tracked: nothing,
  prefix: nothing,
};

/** Another attempt looks at everything again; what was deleted in the meantime is counted by looking, not twice. */
export function nextAttempt(progress: CleanupProgress): CleanupProgress {
  const { found, deleted, failed, bytes } = progress.prefix;
  return {
    ...firstProgress,
    cancelledSessions: progress.cancelledSessions,
    prefix: { found: found - failed, deleted, failed: 0, bytes },
  };
}

export function addTally(left: MethodTally, right: MethodTally): MethodTally {
  return {
    found: left.found + right.found,
    deleted: left.deleted + right.deleted,
    failed: left.failed + right.failed,
    bytes: left.bytes + right.bytes,
  };
}

/** A clean-up as the wire shows it. */
export function toProjectCleanup(task: TaskRow): ProjectCleanup {
  // Both were written by this server.
  const request = JSON.parse(task.request) as CleanupRequest;
  const progress = task.progress === null ? firstProgress : (JSON.parse(task.progress) as CleanupProgress);
  const { tracked, prefix } = progress;
  return {
    cleanup_id: task.id,
    project_id: task.subject,
    state: task.state,
    delete_records_only: request.deletesRecordsOnly,
    cancelled_uploads: progress.cancelledSessions,
    ...addTally(tracked, prefix),
    by_method: { tracked, prefix },
    attempts: task.attempts,
    started_at: toTimestamp(task.started_at),
    updated_at: toTimestamp(task.updated_at),
    finished_at: task.finished_at === null ? null : toTimestamp(task.finished_at),
  };
}
