import type { Entity, UpdateEntityRequest } from '@holdfast/upload-manager/contract';
import type { EntityRow } from '../../db/entity-tables.ts';
import { ApiError } from '../api-error.ts';
import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { entityFileIds, lockEntity, requireEntity, unknownEntity } from './find-entity.ts';
import { resolveFiles } from './resolve-files.ts';
import { syncReferences } from './sync-references.ts';
import { toEntity } from './to-entity.ts';

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
    const fileIds = await entityFileIds(transaction, [row]);
    return toEntity(row, fileIds.get(row.id) ?? []);
  });
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
