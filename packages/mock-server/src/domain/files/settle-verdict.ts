import type { FileRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { finishDeletion, markDeleting } from './delete-file.ts';
import type { FileVerdict } from './file-hook.ts';

const actor = { id: 'processing', requestId: null };

/** Records a verdict on an active file; on one that is gone it changes nothing. */
export async function settleVerdict(
  context: BackendContext,
  file: FileRow,
  verdict: FileVerdict,
): Promise<void> {
  if (verdict === 'rejected') return reject(context, file);
  await context.database
    .updateTable('files')
    .set({ processing_status: verdict, updated_at: context.clock.now() })
    .where('id', '=', file.id)
    .where('status', '=', 'active')
    .execute();
}

async function reject(context: BackendContext, file: FileRow): Promise<void> {
  const isDeleting = await context.database.transaction().execute(async (transaction) => {
    if (!(await markDeleting(context, transaction, { file, actor, reason: 'rejected' }))) return false;
    await transaction
      .updateTable('files')
      .set({ processing_status: 'failed', failure_reason: 'rejected' })
      .where('id', '=', file.id)
      .execute();
    await transaction.deleteFrom('file_references').where('file_id', '=', file.id).execute();
    return true;
  });
  if (isDeleting) await finishDeletion(context, file, actor);
}
