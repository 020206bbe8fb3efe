import { finishCompletion } from '../../domain/sessions/finish-completion.ts';
import type { Job } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** A caller that was told to come back is given this long to do so. */
const patienceMs = 60_000;

/** Finishes completions whose server died or whose storage was away. */
export const finishCompletions: Job = {
  name: 'finish-completions',
  summary:
    'Finishes completions that a crash or a failing store cut short; what is not whole expires in its time',
  cadence: { every: 'minute' },
  async run(context, run) {
    const now = context.clock.now();
    const tally = { completed: 0, refused: 0, expired: 0 };
    const { failed } = await sweep(context, run, {
      name: 'finish-completions',
      page: (afterId) =>
        context.database
          .selectFrom('upload_sessions')
          .selectAll()
          .where('status', '=', 'uploading')
          .where('received_at', 'is', null)
          .where(({ eb, or, and }) =>
            or([
              eb('claim_until', '<=', now),
              and([
                eb('claim_until', 'is', null),
                eb('updated_at', '<=', now - patienceMs),
                or([eb('final_key', 'is not', null), eb('checksum_value', 'is not', null)]),
              ]),
            ]),
          )
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(sweepPageSize)
          .execute(),
      async work(session) {
        const outcome = await finishCompletion(context, session, run.actor);
        if (outcome !== null) tally[outcome] += 1;
        return outcome !== null;
      },
      describe: ({ id }) => ({ sessionId: id }),
    });
    return { ...tally, failed };
  },
};
