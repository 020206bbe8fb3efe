import type { Entity, UpdateEntityRequest } from '@holdfast/upload-manager/contract';
import type { EntityRow } from '../../db/entity-tables.ts';
import type { DatabaseTransaction } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { lockEntity, requireEntity, unknownEntity } from './find-entity.ts';
import { resolveFiles } from './resolve-files.ts';
import { showEntity } from './show-entities.ts';
import { syncReferences } from './sync-references.ts';
import { inTrash, trashTimes } from './trash.ts';

/** Saves an entity's attributes, and its references with them; puts it into the trash or takes it out. */
export async function updateEntity(
  context: BackendContext,
  caller: Caller,
  { entityId, fields }: { readonly entityId: string; readonly fields: UpdateEntityRequest },
): Promise<Entity> {
  const found = await requireEntity(context, caller.principal, entityId);
  requireSamePlace(found, fields);
  const { attributes, trashed } = fields;
  const workspace = { id: found.workspace_id, tenant_id: found.tenant_id };
  const mentioned =
    attributes === undefined
      ? undefined
      : await resolveFiles(context, { workspace, kind: found.kind, attributes });
  const actor = { id: caller.principal.userId, requestId: caller.requestId };

  return context.database.transaction().execute(async (transaction) => {
    const before = await lockEntity(transaction, found);
    if (!before) throw unknownEntity();
    await requireChangeable(transaction, before, fields);
    const now = context.clock.now();
    const status = statusAfter(before, trashed);
    const row = await transaction
      .updateTable('entities')
      .set({
        status,
        trashed_at: status === 'trashed' ? (before.trashed_at ?? now) : null,
        ...(attributes === undefined ? {} : { attributes: JSON.stringify(attributes) }),
        updated_at: now,
      })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (status !== before.status) {
      await recordTransition(context, transaction, {
        actor,
        transition: {
          tenantId: row.tenant_id,
          workspaceId: row.workspace_id,
          subject: 'entity',
          id: row.id,
          from: before.status,
          to: status,
        },
      });
    }
    if (mentioned) {
      const { userId } = caller.principal;
      await syncReferences(context, transaction, { entity: row, mentioned, userId, actor });
    }
    return showEntity(transaction, row);
  });
}

/** What is in the trash is changed only by taking it out, and then itself: what is above it decides over it. */
async function requireChangeable(
  transaction: DatabaseTransaction,
  row: EntityRow,
  { attributes, trashed }: UpdateEntityRequest,
): Promise<void> {
  if (attributes === undefined && trashed !== false) return;
  if (row.status === 'trashed' && trashed !== false) {
    throw inTrash('The entity is in the trash: it can be changed when it has come out');
  }
  if (row.parent_id === null) return;
  const above = await trashTimes(transaction, [{ id: row.parent_id, tenant_id: row.tenant_id }]);
  if (above.size > 0)
    throw inTrash('The entity is below one in the trash, and comes out of it with that one');
}

function statusAfter(before: EntityRow, trashed: boolean | undefined): EntityRow['status'] {
  if (trashed === undefined) return before.status;
  return trashed ? 'trashed' : 'active';
}

/** What a plan counts and what goes with what was agreed when the entity was made. */
function requireSamePlace(row: EntityRow, { kind, parent_id }: UpdateEntityRequest): void {
  if (kind !== undefined && kind !== row.kind) {
    throw new ApiError('invalid_request', `The kind of an entity never changes: it is ${row.kind}`);
  }
  if (parent_id !== undefined && parent_id !== row.parent_id) {
    throw new ApiError('invalid_request', 'The parent of an entity never changes');
  }
}
