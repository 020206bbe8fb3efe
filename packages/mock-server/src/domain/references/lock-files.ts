import type { DatabaseTransaction, FileRow } from '../../db/schema.ts';

/** Database parameters that one statement may have are limited. */
const chunkSize = 500;

export interface FilesToLock {
  readonly tenantId: string;
  readonly workspaceIds: readonly string[];
  readonly fileIds: readonly string[];
}

/**
 * Takes the rows of files, so that nobody else adds a reference to them or deletes them before this transaction ends.
 * Writing takes a row on every database. Files of other tenants or workspaces are not touched.
 */
export async function lockFiles(
  transaction: DatabaseTransaction,
  { tenantId, workspaceIds, fileIds }: FilesToLock,
): Promise<readonly FileRow[]> {
  const ids = [...new Set(fileIds)].sort();
  const rows: FileRow[] = [];
  for (let start = 0; start < ids.length; start += chunkSize) {
    const locked = await transaction
      .updateTable('files')
      .set(({ ref }) => ({ updated_at: ref('updated_at') }))
      .where('id', 'in', ids.slice(start, start + chunkSize))
      .where('tenant_id', '=', tenantId)
      .where('workspace_id', 'in', [...workspaceIds])
      .returningAll()
      .execute();
    rows.push(...locked);
  }
  return rows;
}
