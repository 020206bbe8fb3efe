import { cleanUpJobs } from './clean-up-jobs.ts';
import type { Job } from './job.ts';
import { continueTasks } from './tasks/continue-tasks.ts';
import { deliverEvents } from './tasks/deliver-file-events.ts';
import { expireSessions } from './tasks/expire-sessions.ts';
import { finishEntityDeletions } from './tasks/finish-entity-deletions.ts';
import { purgeEndedSessions } from './tasks/purge-ended-sessions.ts';
import { purgeFinishedRecords } from './tasks/purge-finished-records.ts';
import { purgeIdempotencyKeys } from './tasks/purge-idempotency-keys.ts';
import { reconcileCounts } from './tasks/reconcile-counts.ts';

/** Every job of the server. */
export const allJobs: readonly Job[] = [
  expireSessions,
  ...cleanUpJobs,
  purgeEndedSessions,
  purgeIdempotencyKeys,
  purgeFinishedRecords,
  continueTasks,
  finishEntityDeletions,
  reconcileCounts,
  deliverEvents,
];
