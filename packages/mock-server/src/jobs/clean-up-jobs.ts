import type { Job } from './job.ts';
import { abortOrphanedMultiparts } from './tasks/abort-orphaned-multiparts.ts';
import { applyLifecycle } from './tasks/apply-lifecycle.ts';
import { expireBrowserSessions } from './tasks/expire-browser-sessions.ts';
import { finishCompletions } from './tasks/finish-completions.ts';
import { finishDeletions } from './tasks/finish-deletions.ts';
import { purgeOrphanedObjects } from './tasks/purge-orphaned-objects.ts';
import { reconcileQuota } from './tasks/reconcile-quota.ts';
import { removeStaleFiles } from './tasks/remove-stale-files.ts';

/** Jobs that finish what was cut short and clean up what was left over. */
export const cleanUpJobs: readonly Job[] = [
  finishCompletions,
  finishDeletions,
  purgeOrphanedObjects,
  abortOrphanedMultiparts,
  removeStaleFiles,
  expireBrowserSessions,
  applyLifecycle,
  reconcileQuota,
];
