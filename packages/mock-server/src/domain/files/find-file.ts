import type { FileRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';

/** A file of the caller's workspaces; a foreign one looks like an unknown one. */
export async function requireFile(
  { database }: BackendContext,
  principal: Principal,
  fileId: string,
): Promise<FileRow> {
  const file = await database
    .selectFrom('files')
    .selectAll()
    .where('id', '=', fileId)
    .where('tenant_id', '=', principal.tenantId)
    .executeTakeFirst();
  if (file && principal.workspaceIds.includes(file.workspace_id)) return file;
  throw new ApiError('not_found', 'There is no such file');
}

/** A file by its id alone: only for callers that proved their right to it otherwise. */
export function findFileById({ database }: BackendContext, fileId: string): Promise<FileRow | undefined> {
  return database.selectFrom('files').selectAll().where('id', '=', fileId).executeTakeFirst();
}
