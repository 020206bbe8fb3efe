import type { FileRow } from '../../db/schema.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { chargeOf } from '../quota/charge.ts';
import { freeBytes, freeSharedBytes } from '../quota/quota.ts';
import { forgetBlob, leaveBlob } from './blobs.ts';

/**
 * Deletes an active file's record and leaves its bytes, as an object that nothing tracks: the import finds it again.
 * One transaction, because a file in `deleting` is one whose bytes anybody may remove.
 */
export async function forgetFile(context: BackendContext, file: FileRow, actor: Actor): Promise<void> {
  if (file.status !== 'active') return;
  await context.database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('files')
      .set({ status: 'deleted', updated_at: context.clock.now() })
      .where('id', '=', file.id)
      .where('status', '=', 'active')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    await leaveBlob(transaction, file);
    const charge = chargeOf(file, file.size_bytes);
    const isFreed = file.blob_id === null || (await forgetBlob(transaction, file.blob_id));
    await (isFreed ? freeBytes(transaction, charge) : freeSharedBytes(transaction, charge));
    await transaction.deleteFrom('file_references').where('file_id', '=', file.id).execute();
    const place = { tenantId: file.tenant_id, workspaceId: file.workspace_id, reason: 'record_only' };
    const subject = { ...place, subject: 'file', id: file.id } as const;
    await recordTransition(context, transaction, {
      actor,
      transition: { ...subject, from: 'active', to: 'deleting' },
    });
    await recordTransition(context, transaction, {
      actor,
      transition: { ...subject, from: 'deleting', to: 'deleted' },
    });
  });
}
