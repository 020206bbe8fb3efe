import type { EntityList } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { isAfter, type PageRequest, toPage } from '../page.ts';
import type { Principal } from '../principal.ts';
import { entityFileIds } from './find-entity.ts';
import { toEntity } from './to-entity.ts';

export interface EntityFilter {
  readonly workspaceIds: readonly string[];
  readonly kind: string | undefined;
  readonly parentId: string | undefined;
  readonly isTrashed: boolean;
  readonly page: PageRequest;
}

/** Entities of workspaces, newest first: those in use, or those in the trash. */
export async function listEntities(
  { database }: BackendContext,
  principal: Principal,
  { workspaceIds, kind, parentId, isTrashed, page }: EntityFilter,
): Promise<EntityList> {
  if (workspaceIds.length === 0) return { items: [], next_cursor: null };
  const { after, limit } = page;
  let query = database
    .selectFrom('entities')
    .selectAll()
    .where('tenant_id', '=', principal.tenantId)
    .where('workspace_id', 'in', [...workspaceIds])
    .where('status', '=', isTrashed ? 'trashed' : 'active');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (parentId !== undefined) query = query.where('parent_id', '=', parentId);
  if (after) {
    query = query.where(isAfter(after));
  }
  const found = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, next_cursor } = toPage(found, limit);
  const fileIds = await entityFileIds(database, rows);
  return { items: rows.map((row) => toEntity(row, fileIds.get(row.id) ?? [])), next_cursor };
}
