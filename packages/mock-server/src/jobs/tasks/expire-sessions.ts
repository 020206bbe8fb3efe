import { expireSession, isExpired } from '../../domain/sessions/expire-session.ts';
import type { Job } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** Fails sessions whose time is over: abandoned ones and those at their hard lifetime. */
export const expireSessions: Job = {
  name: 'expire-sessions',
  summary: 'Fails upload sessions that were abandoned or are too old, and gives their reservations back',
  cadence: { every: 'minute' },
  async run(context, run) {
    const now = context.clock.now();
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
      work: async (session) => isExpired(session, now) && (await expireSession(context, session, run.actor)),
      describe: ({ id }) => ({ sessionId: id }),
    });
    return { expired: done, failed };
  },
};
