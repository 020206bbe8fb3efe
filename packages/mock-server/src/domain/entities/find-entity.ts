import type { EntityRow } from '../../db/entity-tables.ts';
import type { DatabaseTransaction, Queryable } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';

/** An entity of the caller's workspaces, also one that was deleted; a foreign one looks like an unknown one. */
export async function requireEntityRow(
  { database }: BackendContext,
  principal: Principal,
  entityId: string,
): Promise<EntityRow> {
  const row = await database
    .selectFrom('entities')
    .selectAll()
    .where('id', '=', entityId)
    .where('tenant_id', '=', principal.tenantId)
    .executeTakeFirst();
  if (row && principal.workspaceIds.includes(row.workspace_id)) return row;
  throw unknownEntity();
}

/** An entity that is there, in the trash or not. */
export async function requireEntity(
  context: BackendContext,
  principal: Principal,
  entityId: string,
): Promise<EntityRow> {
  const row = await requireEntityRow(context, principal, entityId);
  if (row.status === 'active' || row.status === 'trashed') return row;
  throw unknownEntity();
}

/** Takes an entity's row, so that nobody saves, deletes or trashes it before this transaction ends; undefined when it is gone. */
export async function lockEntity(
  transaction: DatabaseTransaction,
  { id, tenant_id }: Pick<EntityRow, 'id' | 'tenant_id'>,
): Promise<EntityRow | undefined> {
  return transaction
    .updateTable('entities')
    .set(({ ref }) => ({ updated_at: ref('updated_at') }))
    .where('id', '=', id)
    .where('tenant_id', '=', tenant_id)
    .where('status', 'in', ['active', 'trashed'])
    .returningAll()
    .executeTakeFirst();
}

export function unknownEntity(): ApiError {
  return new ApiError('not_found', 'There is no such entity');
}

/** The living files that the attributes of entities refer to. */
export async function entityFileIds(
  database: Queryable,
  entities: readonly Pick<EntityRow, 'id' | 'tenant_id'>[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = new Map<string, string[]>(entities.map(({ id }) => [id, []]));
  const [first] = entities;
  if (!first) return ids;
  const rows = await database
    .selectFrom('file_references as link')
    .innerJoin('files as file', 'file.id', 'link.file_id')
    .select(['link.reference_id', 'link.file_id'])
    .distinct()
    .where('link.reference_id', 'in', [...ids.keys()])
    .where('link.tenant_id', '=', first.tenant_id)
    .where('link.origin', '=', 'entity')
    .where('file.status', 'in', ['pending', 'active'])
    .orderBy('link.file_id')
    .execute();
  for (const { reference_id, file_id } of rows) ids.get(reference_id)?.push(file_id);
  return ids;
}
