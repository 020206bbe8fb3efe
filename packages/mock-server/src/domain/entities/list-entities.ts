import type { EntityList } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { isAfter, type PageRequest, toPage } from '../page.ts';
import type { Principal } from '../principal.ts';
import { showEntities } from './show-entities.ts';
import { withTrash } from './trash.ts';

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
  let query = withTrash(database, workspaceIds)
    .selectFrom('entities')
    .selectAll()
    .where('tenant_id', '=', principal.tenantId)
    .where('workspace_id', 'in', [...workspaceIds])
    .where('status', 'in', isTrashed ? ['active', 'trashed'] : ['active'])
    .where(({ eb, selectFrom }) => {
      const trash = selectFrom('trash').select('trash.id');
      return eb('entities.id', isTrashed ? 'in' : 'not in', trash);
    });
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
  return { items: [...(await showEntities(database, rows))], next_cursor };
}
