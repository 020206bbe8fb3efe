import { planUpload } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, WorkspaceRow } from '../../db/schema.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { recordFileEvents } from '../files/file-events.ts';
import { foldName } from '../files/fold-name.ts';
import type { LegacyObject } from './find-legacy-objects.ts';

export interface Adoption {
  readonly workspace: Pick<WorkspaceRow, 'id' | 'tenant_id'>;
  readonly userId: string;
  readonly object: LegacyObject;
  readonly actor: Actor;
}

export type Adopted =
  /** Recorded now: its bytes have to be charged. */
  | { readonly kind: 'new'; readonly fileId: string }
  | { readonly kind: 'known'; readonly fileId: string }
  /** Another workspace has it, or it is on its way out. */
  | { readonly kind: 'foreign' };

/**
 * Gives an older object a file record, exactly once however many save it at the same time: the key decides who does.
 * Whoever comes first has it for its workspace.
 */
export async function adoptLegacyFile(
  context: BackendContext,
  transaction: DatabaseTransaction,
  adoption: Adoption,
): Promise<Adopted> {
  const fileId = context.identifiers.uuid();
  if (!(await claimKey(transaction, adoption, fileId))) return ownerOf(transaction, adoption);
  await insertFile(context, transaction, { ...adoption, fileId });
  await recordFileEvents(context, transaction, [{ id: fileId, tenant_id: adoption.workspace.tenant_id }]);
  return { kind: 'new', fileId };
}

/** Takes the key if nobody has it, or if the file that had it was deleted before anybody looked at the object. */
async function claimKey(
  transaction: DatabaseTransaction,
  { workspace, object }: Adoption,
  fileId: string,
): Promise<boolean> {
  const key = { tenant_id: workspace.tenant_id, storage_key: object.storageKey };
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('legacy_files')
    .values({ ...key, workspace_id: workspace.id, file_id: fileId })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'storage_key']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return true;
  const { numUpdatedRows } = await transaction
    .updateTable('legacy_files')
    .set({ workspace_id: workspace.id, file_id: fileId })
    .where('tenant_id', '=', key.tenant_id)
    .where('storage_key', '=', key.storage_key)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('files')
            .select('files.id')
            .whereRef('files.id', '=', 'legacy_files.file_id')
            .where(({ eb, or }) =>
              or([eb('files.status', '!=', 'deleted'), eb('files.updated_at', '>=', object.lookedAtMs)]),
            ),
        ),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function ownerOf(transaction: DatabaseTransaction, { workspace, object }: Adoption): Promise<Adopted> {
  const owner = await transaction
    .selectFrom('legacy_files as legacy')
    .innerJoin('files as file', 'file.id', 'legacy.file_id')
    .select(['legacy.workspace_id', 'file.id', 'file.status'])
    .where('legacy.tenant_id', '=', workspace.tenant_id)
    .where('legacy.storage_key', '=', object.storageKey)
    .executeTakeFirst();
  const isOwn = owner?.workspace_id === workspace.id && owner.status === 'active';
  return isOwn ? { kind: 'known', fileId: owner.id } : { kind: 'foreign' };
}

async function insertFile(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { workspace, userId, object, actor, fileId }: Adoption & { readonly fileId: string },
): Promise<void> {
  const now = context.clock.now();
  const fileName = object.storageKey.split('/').at(-1) ?? object.storageKey;
  await transaction
    .insertInto('files')
    .values({
      id: fileId,
      tenant_id: workspace.tenant_id,
      workspace_id: workspace.id,
      user_id: userId,
      status: 'active',
      failure_reason: null,
      storage_key: object.storageKey,
      file_name: fileName,
      name_folded: foldName(fileName),
      size_bytes: object.sizeBytes,
      mime_type: object.detectedType ?? 'application/octet-stream',
      detected_type: object.detectedType,
      checksum_algorithm: null,
      checksum_value: null,
      chunk_size: planUpload(object.sizeBytes).chunkSize,
      last_modified: null,
      reference_type: null,
      reference_id: null,
      project_id: null,
      scene_id: null,
      file_type: null,
      category_ids: '[]',
      metadata: '{}',
      processing_status: 'none',
      created_at: now,
      updated_at: now,
    })
    .execute();
  const file = {
    subject: 'file',
    id: fileId,
    tenantId: workspace.tenant_id,
    workspaceId: workspace.id,
  } as const;
  for (const step of [
    { from: null, to: 'pending' },
    { from: 'pending', to: 'active' },
  ] as const) {
    await recordTransition(context, transaction, {
      actor,
      transition: { ...file, ...step, reason: 'legacy' },
    });
  }
}
