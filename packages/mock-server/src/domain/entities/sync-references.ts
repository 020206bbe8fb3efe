import type { EntityRow } from '../../db/entity-tables.ts';
import type { DatabaseTransaction, FileRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { chargeFound } from '../quota/quota.ts';
import { showFirstReference } from '../references/first-reference.ts';
import { insertReference } from '../references/insert-reference.ts';
import { lockFiles } from '../references/lock-files.ts';
import { adoptLegacyFile } from './adopt-legacy-file.ts';
import type { MentionedFiles } from './resolve-files.ts';

export interface Saving {
  /** The entity's row, which nobody else saves before the transaction ends. */
  readonly entity: EntityRow;
  readonly mentioned: MentionedFiles;
  readonly userId: string;
  readonly actor: Actor;
}

/**
 * Makes an entity's references those of its attributes: adds what is new, removes what is gone, records older objects.
 * Files it cannot have, because they are another's or no more, are passed over.
 */
export async function syncReferences(
  context: BackendContext,
  transaction: DatabaseTransaction,
  saving: Saving,
): Promise<void> {
  const { entity } = saving;
  const { wanted, foundBytes } = await withAdopted(context, transaction, saving);
  const current = await transaction
    .selectFrom('file_references')
    .select(['file_id', 'reference_type'])
    .where('reference_id', '=', entity.id)
    .where('tenant_id', '=', entity.tenant_id)
    .where('origin', '=', 'entity')
    .execute();
  const has = new Set(current.map(({ file_id, reference_type }) => linkKey(file_id, reference_type)));
  const added = wanted.filter(({ fileId, role }) => !has.has(linkKey(fileId, role)));
  const wants = new Set(wanted.map(({ fileId, role }) => linkKey(fileId, role)));
  const removed = current.filter(
    ({ file_id, reference_type }) => !wants.has(linkKey(file_id, reference_type)),
  );

  const locked = await lockFiles(transaction, {
    tenantId: entity.tenant_id,
    workspaceIds: [entity.workspace_id],
    fileIds: [...added.map(({ fileId }) => fileId), ...removed.map(({ file_id }) => file_id)],
  });
  const files = new Map(locked.map((file) => [file.id, file]));
  for (const { fileId, role } of added) {
    const file = files.get(fileId);
    if (!file || !isAlive(file)) continue;
    const reference = { type: role, id: entity.id };
    await insertReference(transaction, { file, reference, origin: 'entity', nowMs: context.clock.now() });
  }
  for (const { file_id, reference_type } of removed) {
    await transaction
      .deleteFrom('file_references')
      .where('file_id', '=', file_id)
      .where('reference_type', '=', reference_type)
      .where('reference_id', '=', entity.id)
      .execute();
  }
  await showFirstReference(transaction, [...files.keys()]);
  if (foundBytes > 0) {
    // After the files, as everywhere, so that no two requests wait crosswise.
    const { tenant_id, workspace_id } = entity;
    const { userId } = saving;
    await chargeFound(transaction, {
      tenantId: tenant_id,
      workspaceId: workspace_id,
      userId,
      sizeBytes: foundBytes,
    });
  }
}

interface Link {
  readonly fileId: string;
  readonly role: string;
}

/** Every file and role the attributes name, those of older objects among them. */
async function withAdopted(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { entity, mentioned, userId, actor }: Saving,
): Promise<{ readonly wanted: readonly Link[]; readonly foundBytes: number }> {
  const wanted: Link[] = [...mentioned.roles].flatMap(([fileId, roles]) =>
    [...roles].map((role) => ({ fileId, role })),
  );
  let foundBytes = 0;
  const workspace = { id: entity.workspace_id, tenant_id: entity.tenant_id };
  for (const object of mentioned.legacy) {
    const adopted = await adoptLegacyFile(context, transaction, { workspace, userId, object, actor });
    if (adopted.kind === 'foreign') continue;
    if (adopted.kind === 'new') foundBytes += object.sizeBytes;
    for (const role of object.roles) wanted.push({ fileId: adopted.fileId, role });
  }
  return { wanted, foundBytes };
}

function linkKey(fileId: string, role: string): string {
  return JSON.stringify([fileId, role]);
}

function isAlive({ status }: FileRow): boolean {
  return status === 'active' || status === 'pending';
}
