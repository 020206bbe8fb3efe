import { limits } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { recordAttempt } from '../../domain/audit/record-attempt.ts';
import type { BackendContext } from '../../domain/backend-context.ts';
import { keepsNothing, purgeSession } from '../../domain/sessions/purge-session.ts';
import type { Job, JobRun } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** How far the clocks of this server, its database and its store may be apart. */
const skewMs = 60_000;
/** A URL signed just before the end still takes bytes for this long. */
const urlsDeadMs = limits.urlLifetimeSeconds * 1000 + skewMs;

/**
 * Drops what sessions that kept nothing left in storage: failed and cancelled ones, and those whose content was there. They were dropped once at the end of the session; a signed
 * PUT that came later brought them back, so the last time is when every URL is dead.
 */
export const purgeEndedSessions: Job = {
  name: 'purge-ended-sessions',
  summary: 'Drops the bytes of failed and cancelled upload sessions once none of their URLs works any more',
  cadence: { every: 'clean-up', minute: 4 },
  async run(context, run) {
    const endedBefore = context.clock.now() - urlsDeadMs;
    const { done, failed } = await sweep(context, run, {
      name: 'purge-ended-sessions',
      page: (afterId) =>
        context.database
          .selectFrom('upload_sessions')
          .selectAll()
          .where(keepsNothing)
          .where('purged_at', 'is', null)
          .where('updated_at', '<=', endedBefore)
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(sweepPageSize)
          .execute(),
      work: async (session) => {
        await purgeForGood(context, run, session);
        return true;
      },
      describe: ({ id }) => ({ sessionId: id }),
    });
    return { purged: done, failed };
  },
};

async function purgeForGood(context: BackendContext, { actor }: JobRun, session: SessionRow): Promise<void> {
  const { database, clock } = context;
  const audit = (outcome: 'purged' | 'purge_failed') =>
    recordAttempt(context, database, {
      actor,
      attempt: {
        subject: 'object',
        id: session.temp_key,
        outcome,
        reason: session.failure_reason ?? session.status,
        owner: { tenantId: session.tenant_id, workspaceId: session.workspace_id },
      },
    });
  try {
    await purgeSession(context, session);
  } catch (error) {
    await audit('purge_failed');
    throw error;
  }
  await audit('purged');
  await database
    .updateTable('upload_sessions')
    .set({ purged_at: clock.now() })
    .where('id', '=', session.id)
    .execute();
}
