import type { FileStatus } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, FileRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { chargeOf } from '../quota/charge.ts';
import { freeBytes, freeSharedBytes } from '../quota/quota.ts';
import { requireUnused } from '../references/require-unused.ts';
import { forgetBlob, leaveBlob, ownsBytes } from './blobs.ts';
import { requireFile } from './find-file.ts';

export interface DeletionRequest {
  readonly fileId: string;
  /** Deletes also what others refer to. @default false */
  readonly force?: boolean;
}

/**
 * Deletes a file: `deleting`, its bytes, `deleted`. A file that others refer to is only deleted by force. Asking again
 * finishes what a crash cut short and answers the same.
 */
export async function deleteFile(
  context: BackendContext,
  caller: Caller,
  { fileId, force = false }: DeletionRequest,
): Promise<FileRow> {
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
  await erase(context, file, {
    actor: { id: caller.principal.userId, requestId: caller.requestId },
    isForced: force,
  });
  return requireFile(context, caller.principal, fileId);
}

/** Takes a file that is, or was, active to `deleted`, whoever decided it; one in any other state is left alone. */
export function eraseFile(context: BackendContext, file: FileRow, actor: Actor): Promise<void> {
  return erase(context, file, { actor, isForced: true });
}

async function erase(
  context: BackendContext,
  file: FileRow,
  { actor, isForced }: { readonly actor: Actor; readonly isForced: boolean },
): Promise<void> {
  if (file.status !== 'active' && file.status !== 'deleting') return;
  if (file.status === 'active') {
    await context.database.transaction().execute(async (transaction) => {
      if (!(await markDeleting(context, transaction, { file, actor }))) return;
      // The row is taken, so nobody adds a reference after this look.
      if (!isForced) await requireUnused(transaction, file.id);
      await transaction.deleteFrom('file_references').where('file_id', '=', file.id).execute();
    });
  }
  await context.crash('deletion-recorded');
  await finishDeletion(context, file, actor);
}

/** Drops the bytes of a file in `deleting` and says that it is gone. */
export async function finishDeletion(context: BackendContext, file: FileRow, actor: Actor): Promise<void> {
  const isOwner = await ownsBytes(context.database, file);
  if (isOwner) await context.storage.bucketOf(file.tenant_id).objects.delete(file.storage_key);
  await context.crash('object-deleted');
  await context.database.transaction().execute(async (transaction) => {
    if (!(await move(context, transaction, { file, from: 'deleting', to: 'deleted', actor }))) return;
    // The quota follows in the transaction that says `deleted`.
    const charge = chargeOf(file, file.size_bytes);
    const isFreed = isOwner && (file.blob_id === null || (await forgetBlob(transaction, file.blob_id)));
    await (isFreed ? freeBytes(transaction, charge) : freeSharedBytes(transaction, charge));
  });
}

/** Decides that an active file goes, in the caller's transaction; false when it is not active any more. */
export async function markDeleting(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { file, actor, reason }: { readonly file: FileRow; readonly actor: Actor; readonly reason?: string },
): Promise<boolean> {
  const hasMoved = await move(context, transaction, {
    file,
    from: 'active',
    to: 'deleting',
    actor,
    reason: reason ?? null,
  });
  if (hasMoved) await leaveBlob(transaction, file);
  return hasMoved;
}

interface Move {
  readonly file: FileRow;
  readonly from: FileStatus;
  readonly to: 'deleting' | 'deleted';
  readonly actor: Actor;
  readonly reason?: string | null;
}

/** Moves the file if nobody has yet. */
async function move(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { file, from, to, actor, reason = null }: Move,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('files')
    .set({ status: to, updated_at: context.clock.now() })
    .where('id', '=', file.id)
    .where('status', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await recordTransition(context, transaction, {
    actor,
    transition: {
      tenantId: file.tenant_id,
      workspaceId: file.workspace_id,
      subject: 'file',
      id: file.id,
      from,
      to,
      reason,
    },
  });
  return true;
}
