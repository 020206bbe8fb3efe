import type { FileRow } from '../../db/schema.ts';

/** Whom bytes are charged to: the workspace that holds the file and the user whose file it is. */
export interface Charge {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly sizeBytes: number;
}

/** The charge of a file or of an upload session, from its row. */
export function chargeOf(
  row: Pick<FileRow, 'tenant_id' | 'workspace_id' | 'user_id'>,
  sizeBytes: number,
): Charge {
  return { tenantId: row.tenant_id, workspaceId: row.workspace_id, userId: row.user_id, sizeBytes };
}
