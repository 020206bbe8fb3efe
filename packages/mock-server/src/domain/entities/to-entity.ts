import type { Entity } from '@holdfast/upload-manager/contract';
import type { EntityRow } from '../../db/entity-tables.ts';
import { toTimestamp } from '../encoding.ts';

/** An entity as the wire shows it. */
export function toEntity(row: EntityRow, fileIds: readonly string[]): Entity {
  return {
    id: row.id,
    kind: row.kind,
    parent_id: row.parent_id,
    workspace_id: row.workspace_id,
    // Written by this server from an object that the contract's schema had accepted.
    attributes: JSON.parse(row.attributes) as Record<string, unknown>,
    file_ids: [...fileIds],
    trashed_at: row.trashed_at === null ? null : toTimestamp(row.trashed_at),
    created_at: toTimestamp(row.created_at),
    updated_at: toTimestamp(row.updated_at),
  };
}
