import type { BackendContext } from '../../domain/backend-context.ts';
import { endSession } from '../../domain/sessions/end-session.ts';
import { tryPurgeSession } from '../../domain/sessions/purge-session.ts';
import { eraseFiles } from '../erase-files.ts';
import type { Job, JobRun } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** How long the files of an anonymous session outlive it. */
const keptAfterExpiryMs = 30 * 24 * 60 * 60 * 1000;

/** Deletes what anonymous sessions left that nobody can come back to. Their history stays for operators. */
export const expireBrowserSessions: Job = {
  name: 'expire-browser-sessions',
  summary: 'Deletes the files of anonymous sessions that expired 30 days ago, then the sessions',
  cadence: { every: 'clean-up', minute: 17 },
  async run(context, run) {
    const expiredBefore = context.clock.now() - keptAfterExpiryMs;
    let files = 0;
    const { done, failed } = await sweep(context, run, {
      name: 'expire-browser-sessions',
      page: (afterId) =>
        context.database
          .selectFrom('browser_sessions')
          .select(['id', 'tenant_id', 'expires_at'])
          .where('expires_at', '<=', expiredBefore)
          .where('id', '>', afterId)
          .orderBy('id')
          .limit(sweepPageSize)
          .execute(),
      async work({ id, tenant_id, expires_at }) {
        await endUploads(context, run, tenant_id);
        const left = await deleteFiles(context, run, tenant_id);
        files += left.done;
        if (left.failed > 0) throw new Error(`${left.failed} files of the session could not be deleted`);
        if (run.signal.aborted) return false;
        // The row goes last, and only if nobody has renewed it: it is what leads to the rest.
        const { numDeletedRows } = await context.database
          .deleteFrom('browser_sessions')
          .where('id', '=', id)
          .where('expires_at', '=', expires_at)
          .executeTakeFirst();
        return numDeletedRows === 1n;
      },
      describe: ({ id }) => ({ browserSessionId: id }),
    });
    return { sessions: done, files, failed };
  },
};

/** An open upload cannot be so old, unless sessions may live for a month. */
async function endUploads(context: BackendContext, run: JobRun, tenantId: string): Promise<void> {
  await sweep(context, run, {
    name: 'expire-browser-sessions',
    page: (afterId) =>
      context.database
        .selectFrom('upload_sessions')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('status', 'in', ['initiating', 'uploading'])
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(sweepPageSize)
        .execute(),
    async work(session) {
      const hasEnded = await context.database.transaction().execute((transaction) =>
        endSession(context, transaction, {
          session,
          to: 'failed',
          reason: 'expired',
          actor: run.actor,
          claimToken: null,
        }),
      );
      if (hasEnded) await tryPurgeSession(context, session);
      return hasEnded;
    },
    describe: ({ id }) => ({ sessionId: id }),
  });
}

function deleteFiles(context: BackendContext, run: JobRun, tenantId: string) {
  return eraseFiles(context, run, {
    name: 'expire-browser-sessions',
    choose: (files) => files.where('tenant_id', '=', tenantId).where('status', 'in', ['active', 'deleting']),
  });
}
