import type { EntityRow } from '../../db/entity-tables.ts';
import type { Queryable } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';

type Placed = Pick<EntityRow, 'id' | 'tenant_id'>;

/**
 * Since when entities are in the trash: whatever is below an entity goes into the trash with it and comes back with it,
 * which is looked up each time and written nowhere. Entities in use have no entry.
 */
export async function trashTimes(
  database: Queryable,
  entities: readonly Placed[],
): Promise<ReadonlyMap<string, number>> {
  const [first] = entities;
  if (!first) return new Map();
  const ids = entities.map(({ id }) => id);
  const rows = await database
    .withRecursive('chain(entity_id, parent_id, trashed_at)', (chain) =>
      chain
        .selectFrom('entities')
        .select(['id as entity_id', 'parent_id', 'trashed_at'])
        .where('id', 'in', ids)
        .where('tenant_id', '=', first.tenant_id)
        .unionAll(
          chain
            .selectFrom('entities as parent')
            .innerJoin('chain as below', 'below.parent_id', 'parent.id')
            .select(['below.entity_id', 'parent.parent_id', 'parent.trashed_at']),
        ),
    )
    .selectFrom('chain')
    .select(({ fn }) => ['entity_id', fn.min('trashed_at').as('since')])
    .where('trashed_at', 'is not', null)
    .groupBy('entity_id')
    .execute();
  return new Map(rows.map(({ entity_id, since }) => [entity_id, Number(since)]));
}

/** Every entity in the trash of workspaces, by itself or with one above it; a list is narrowed by it. */
export function withTrash(database: Queryable, workspaceIds: readonly string[]) {
  return database.withRecursive('trash(id)', (trash) =>
    trash
      .selectFrom('entities')
      .select('id')
      .where('workspace_id', 'in', [...workspaceIds])
      .where('status', '=', 'trashed')
      .union(
        trash
          .selectFrom('entities as child')
          .innerJoin('trash as parent', 'parent.id', 'child.parent_id')
          .select('child.id')
          .where('child.status', 'in', ['active', 'trashed']),
      ),
  );
}

/** What is in the trash is as it was when it got there, until it comes out again. */
export function inTrash(detail: string): ApiError {
  return new ApiError('session_state_conflict', detail, { fields: { entity_status: 'trashed' } });
}
