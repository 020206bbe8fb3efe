import type { ReferenceState } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, FileRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { showFirstReference } from './first-reference.ts';
import { insertReference, type Reference } from './insert-reference.ts';
import { lockFiles } from './lock-files.ts';

interface Change {
  /** A file the caller may see. */
  readonly file: FileRow;
  readonly reference: Reference;
}

/** Adds a reference to a file; one that is there already stays as it is. */
export async function addReference(
  context: BackendContext,
  { file, reference }: Change,
): Promise<ReferenceState> {
  return context.database.transaction().execute(async (transaction) => {
    const locked = await lockFile(transaction, file);
    if (locked?.status !== 'active' && locked?.status !== 'pending') {
      throw new ApiError('not_found', 'The file is no more', { fields: { file_status: locked?.status } });
    }
    await insertReference(transaction, {
      file: locked,
      reference,
      origin: 'client',
      nowMs: context.clock.now(),
    });
    await showFirstReference(transaction, [file.id]);
    return stateOf(transaction, { file, reference });
  });
}

/** Removes a reference from a file, if it has it. The last one gone deletes nothing by itself. */
export async function removeReference(
  context: BackendContext,
  { file, reference }: Change,
): Promise<ReferenceState> {
  return context.database.transaction().execute(async (transaction) => {
    await lockFile(transaction, file);
    await transaction
      .deleteFrom('file_references')
      .where('file_id', '=', file.id)
      .where('reference_type', '=', reference.type)
      .where('reference_id', '=', reference.id)
      .execute();
    await showFirstReference(transaction, [file.id]);
    return stateOf(transaction, { file, reference });
  });
}

async function lockFile(transaction: DatabaseTransaction, file: FileRow): Promise<FileRow | undefined> {
  const { id, tenant_id, workspace_id } = file;
  const own = { tenantId: tenant_id, workspaceIds: [workspace_id], fileIds: [id] };
  return (await lockFiles(transaction, own))[0];
}

async function stateOf(
  transaction: DatabaseTransaction,
  { file, reference }: Change,
): Promise<ReferenceState> {
  const { total } = await transaction
    .selectFrom('file_references')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('file_id', '=', file.id)
    .executeTakeFirstOrThrow();
  return {
    file_id: file.id,
    reference_type: reference.type,
    reference_id: reference.id,
    reference_count: Number(total),
  };
}
