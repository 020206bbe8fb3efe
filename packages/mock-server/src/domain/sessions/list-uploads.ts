import type { SessionList } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { isAfter, type PageRequest, toPage } from '../page.ts';
import type { Principal } from '../principal.ts';

/** The caller's open sessions, newest first. */
export async function listUploads(
  { database, clock }: BackendContext,
  principal: Principal,
  { workspaceIds, page }: { readonly workspaceIds: readonly string[]; readonly page: PageRequest },
): Promise<SessionList> {
  if (workspaceIds.length === 0) return { items: [], next_cursor: null };
  const { after, limit } = page;
  const now = clock.now();
  let query = database
    .selectFrom('upload_sessions as session')
    .innerJoin('files as file', 'file.id', 'session.file_id')
    .selectAll('session')
    .select(['file.file_name', 'file.last_modified'])
    .where('session.tenant_id', '=', principal.tenantId)
    .where('session.user_id', '=', principal.userId)
    .where('session.status', '=', 'uploading')
    .where('session.workspace_id', 'in', [...workspaceIds])
    .where('session.expires_at', '>', now)
    .where('session.hard_expires_at', '>', now);
  if (after) {
    query = query.where(isAfter(after, ['session.created_at', 'session.id']));
  }
  const { rows, next_cursor } = toPage(
    await query
      .orderBy('session.created_at', 'desc')
      .orderBy('session.id', 'desc')
      .limit(limit + 1)
      .execute(),
    limit,
  );
  const items = rows.map((row) => ({
    upload_session_id: row.id,
    file_id: row.file_id,
    upload_type: row.upload_type,
    upload_status: row.status,
    file_name: row.file_name,
    file_size: row.file_size,
    last_modified: row.last_modified,
    client_reference: row.client_reference,
    created_at: toTimestamp(row.created_at),
    expires_at: toTimestamp(row.expires_at),
  }));
  return { items, next_cursor };
}
