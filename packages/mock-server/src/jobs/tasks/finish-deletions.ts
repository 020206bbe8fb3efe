import { unsettledFiles } from '../../db/unsettled-files.ts';
import { eraseFiles } from '../erase-files.ts';
import type { Job } from '../job.ts';

/** A deletion that is still being worked on is left to whoever began it. */
const patienceMs = 60_000;

/** Finishes deletions that a crash or a failing store cut short. */
export const finishDeletions: Job = {
  name: 'finish-deletions',
  summary: 'Finishes deletions of files that a crash or a failing store cut short',
  cadence: { every: 'minute' },
  async run(context, run) {
    const begunBefore = context.clock.now() - patienceMs;
    const { done, failed } = await eraseFiles(context, run, {
      name: 'finish-deletions',
      choose: (files) =>
        files.where(unsettledFiles).where('status', '=', 'deleting').where('updated_at', '<=', begunBefore),
    });
    return { deleted: done, failed };
  },
};
