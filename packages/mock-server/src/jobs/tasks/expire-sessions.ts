import { expireSession, isExpired } from '../../domain/sessions/expire-session.ts';
import { finishCompletion } from '../../domain/sessions/finish-completion.ts';
import { isClaimed } from '../../domain/sessions/require-open.ts';
import type { Job } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** Fails sessions whose time is over: abandoned ones and those at their hard lifetime. */
export const expireSessions: Job = {
  name: 'expire-sessions',
  summary: 'Fails upload sessions that were abandoned or are too old, and gives their reservations back',
  cadence: { every: 'minute' },
  async run(context, run) {
    const now = context.clock.now();
    let completed = 0;
    const { done, failed } = await sweep(context, run, {
      name: 'expire-sessions',
      page: (afterId) =>
        context.database
          .selectFrom('upload_sessions')
          .selectAll()
          .where('status', 'in', ['initiating', 'uploading'])
          .where(({ eb, or }) => or([eb('expires_at', '<=', now), eb('hard_expires_at', '<=', now)]))
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(sweepPageSize)
          .execute(),
      async work(session) {
        if (isExpired(session, now)) return expireSession(context, session, run.actor);
        if (isClaimed(session, now)) return false;
        // A completion was begun: what storage has whole becomes the file, late as it is.
        const outcome = await finishCompletion(context, session, run.actor);
        if (outcome === 'completed') completed += 1;
        return outcome === 'expired';
      },
      describe: ({ id }) => ({ sessionId: id }),
    });
    return { expired: done, completed, failed };
  },
};
