import type { FileStatus } from '@holdfast/upload-manager/contract';
import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { freeBytes } from '../quota/quota.ts';
import { requireFile } from './find-file.ts';

/** Deletes a file: `deleting`, its bytes, `deleted`. Asking again finishes what a crash cut short and answers the same. */
export async function deleteFile(context: BackendContext, caller: Caller, fileId: string): Promise<FileRow> {
  const file = await requireFile(context, caller.principal, fileId);
  if (file.status === 'pending') {
    throw new ApiError(
      'session_state_conflict',
      'The file is still being uploaded: cancel its upload session',
      {
        fields: { file_status: file.status },
      },
    );
  }
  await eraseFile(context, file, { id: caller.principal.userId, requestId: caller.requestId });
  return requireFile(context, caller.principal, fileId);
}

/** Takes a file that is, or was, active to `deleted`, whoever decided it; one in any other state is left alone. */
export async function eraseFile(context: BackendContext, file: FileRow, actor: Actor): Promise<void> {
  if (file.status !== 'active' && file.status !== 'deleting') return;
  if (file.status === 'active') await move(context, { file, from: 'active', to: 'deleting', actor });
  await context.crash('deletion-recorded');
  await context.storage.bucketOf(file.tenant_id).objects.delete(file.storage_key);
  await context.crash('object-deleted');
  await move(context, { file, from: 'deleting', to: 'deleted', actor });
}

interface Move {
  readonly file: FileRow;
  readonly from: FileStatus;
  readonly to: 'deleting' | 'deleted';
  readonly actor: Actor;
}

/** Moves the file if nobody has yet; the quota follows in the transaction that says `deleted`. */
async function move(context: BackendContext, { file, from, to, actor }: Move): Promise<void> {
  await context.database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('files')
      .set({ status: to, updated_at: context.clock.now() })
      .where('id', '=', file.id)
      .where('status', '=', from)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    if (to === 'deleted') {
      await freeBytes(transaction, { workspaceId: file.workspace_id, sizeBytes: file.size_bytes });
    }
    await recordTransition(context, transaction, {
      actor,
      transition: {
        tenantId: file.tenant_id,
        workspaceId: file.workspace_id,
        subject: 'file',
        id: file.id,
        from,
        to,
      },
    });
  });
}
