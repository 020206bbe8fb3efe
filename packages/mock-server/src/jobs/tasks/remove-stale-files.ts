import type { FileRow } from '../../db/schema.ts';
import { unsettledFiles } from '../../db/unsettled-files.ts';
import { recordTransition } from '../../domain/audit/record-transition.ts';
import type { BackendContext } from '../../domain/backend-context.ts';
import type { Job, JobRun } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** A record is only called stale when nothing can be on its way to it any more. */
const safeAgeMs = 24 * 60 * 60 * 1000;

/** Fails records that wait for an upload nobody is making, and removes failed ones nobody asks about any more. */
export const removeStaleFiles: Job = {
  name: 'remove-stale-files',
  summary: 'Fails pending file records without an open upload, and removes failed ones when they are old',
  cadence: { every: 'clean-up', minute: 12 },
  async run(context, run) {
    const pending = await failStalePending(context, run);
    const failed = await removeOldFailed(context, run);
    return { ended: pending.done, removed: failed.done, failed: pending.failed + failed.failed };
  },
};

function failStalePending(context: BackendContext, run: JobRun) {
  const staleBefore = context.clock.now() - safeAgeMs;
  return sweep(context, run, {
    name: 'remove-stale-files',
    page: (afterId) =>
      context.database
        .selectFrom('files')
        .selectAll()
        .where(unsettledFiles)
        .where('status', '=', 'pending')
        .where('updated_at', '<=', staleBefore)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('upload_sessions')
                .select('upload_sessions.id')
                .whereRef('upload_sessions.file_id', '=', 'files.id')
                .where('upload_sessions.status', 'in', ['initiating', 'uploading']),
            ),
          ),
        )
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(sweepPageSize)
        .execute(),
    work: (file) => failPending(context, run, file),
    describe: ({ id }) => ({ fileId: id }),
  });
}

/** What such a record still has reserved, if anything, is for the reconciliation to find and to report. */
function failPending(context: BackendContext, { actor }: JobRun, file: FileRow): Promise<boolean> {
  return context.database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('files')
      .set({ status: 'failed', failure_reason: 'abandoned', updated_at: context.clock.now() })
      .where('id', '=', file.id)
      .where('status', '=', 'pending')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    await recordTransition(context, transaction, {
      actor,
      transition: {
        tenantId: file.tenant_id,
        workspaceId: file.workspace_id,
        reason: 'abandoned',
        subject: 'file',
        id: file.id,
        from: 'pending',
        to: 'failed',
      },
    });
    return true;
  });
}

function removeOldFailed(context: BackendContext, run: JobRun) {
  const failedBefore = context.clock.now() - context.settings.failedRecordMs;
  return sweep(context, run, {
    name: 'remove-stale-files',
    page: (afterId) =>
      context.database
        .selectFrom('files')
        .select('id')
        .where(unsettledFiles)
        .where('status', '=', 'failed')
        .where('updated_at', '<=', failedBefore)
        // As long as storage may hold its bytes, the record is what leads to them.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('upload_sessions')
                .select('upload_sessions.id')
                .whereRef('upload_sessions.file_id', '=', 'files.id')
                .where('upload_sessions.purged_at', 'is', null),
            ),
          ),
        )
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(sweepPageSize)
        .execute(),
    work: ({ id }) => removeRecord(context, id),
    describe: ({ id }) => ({ fileId: id }),
  });
}

/** The audit trail keeps what became of it. */
function removeRecord({ database }: BackendContext, fileId: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const session = await transaction
      .selectFrom('upload_sessions')
      .select('id')
      .where('file_id', '=', fileId)
      .executeTakeFirst();
    if (session) {
      await transaction.deleteFrom('part_bindings').where('session_id', '=', session.id).execute();
      await transaction.deleteFrom('upload_sessions').where('id', '=', session.id).execute();
    }
    const { numDeletedRows } = await transaction
      .deleteFrom('files')
      .where('id', '=', fileId)
      .where('status', '=', 'failed')
      .executeTakeFirst();
    return numDeletedRows === 1n;
  });
}
