import { unsettledFiles } from '../../db/unsettled-files.ts';
import { eraseFile } from '../../domain/files/delete-file.ts';
import type { Job } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** A deletion that is still being worked on is left to whoever began it. */
const patienceMs = 60_000;

/** Finishes deletions that a crash or a failing store cut short. */
export const finishDeletions: Job = {
  name: 'finish-deletions',
  summary: 'Finishes deletions of files that a crash or a failing store cut short',
  cadence: { every: 'minute' },
  async run(context, run) {
    const begunBefore = context.clock.now() - patienceMs;
    const { done, failed } = await sweep(context, run, {
      name: 'finish-deletions',
      page: (afterId) =>
        context.database
          .selectFrom('files')
          .selectAll()
          .where(unsettledFiles)
          .where('status', '=', 'deleting')
          .where('updated_at', '<=', begunBefore)
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(sweepPageSize)
          .execute(),
      async work(file) {
        await eraseFile(context, file, run.actor);
        return true;
      },
      describe: ({ id }) => ({ fileId: id }),
    });
    return { deleted: done, failed };
  },
};
