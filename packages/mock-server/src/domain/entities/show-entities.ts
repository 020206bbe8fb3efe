import type { Entity } from '@holdfast/upload-manager/contract';
import type { EntityRow } from '../../db/entity-tables.ts';
import type { Queryable } from '../../db/schema.ts';
import { toTimestamp } from '../encoding.ts';
import { entityFileIds } from './find-entity.ts';
import { trashTimes } from './trash.ts';

/** One entity as the wire shows it. */
export async function showEntity(database: Queryable, row: EntityRow): Promise<Entity> {
  const fileIds = await entityFileIds(database, [row]);
  const since = await trashTimes(database, [row]);
  return toEntity(row, fileIds.get(row.id) ?? [], since.get(row.id));
}

/** Entities of one tenant as the wire shows them: with the files they refer to, and since when they are in the trash. */
export async function showEntities(
  database: Queryable,
  rows: readonly EntityRow[],
): Promise<readonly Entity[]> {
  const fileIds = await entityFileIds(database, rows);
  const since = await trashTimes(database, rows);
  return rows.map((row) => toEntity(row, fileIds.get(row.id) ?? [], since.get(row.id)));
}

function toEntity(row: EntityRow, fileIds: readonly string[], trashedAtMs: number | undefined): Entity {
  return {
    id: row.id,
    kind: row.kind,
    parent_id: row.parent_id,
    workspace_id: row.workspace_id,
    // Written by this server from an object that the contract's schema had accepted.
    attributes: JSON.parse(row.attributes) as Record<string, unknown>,
    file_ids: [...fileIds],
    trashed_at: trashedAtMs === undefined ? null : toTimestamp(trashedAtMs),
    created_at: toTimestamp(row.created_at),
    updated_at: toTimestamp(row.updated_at),
  };
}
