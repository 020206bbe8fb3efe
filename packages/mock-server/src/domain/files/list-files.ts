import type { FileList } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { isAfter, type PageRequest, toPage } from '../page.ts';
import type { Principal } from '../principal.ts';
import { toFileRecord } from './to-file-record.ts';

/** The active files of workspaces, newest first. */
export async function listFiles(
  context: BackendContext,
  principal: Principal,
  { workspaceIds, page }: { readonly workspaceIds: readonly string[]; readonly page: PageRequest },
): Promise<FileList> {
  if (workspaceIds.length === 0) return { items: [], next_cursor: null };
  const { after, limit } = page;
  let query = context.database
    .selectFrom('files')
    .selectAll()
    .where('tenant_id', '=', principal.tenantId)
    .where('workspace_id', 'in', [...workspaceIds])
    .where('status', '=', 'active');
  if (after) {
    query = query.where(isAfter(after));
  }
  const found = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, next_cursor } = toPage(found, limit);
  return { items: rows.map((row) => toFileRecord(context, row)), next_cursor };
}
