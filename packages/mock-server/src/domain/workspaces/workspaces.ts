import type { Workspace } from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import type { Principal } from '../principal.ts';
import { countWorkspaces } from '../quota/counts.ts';

/** Makes the workspaces a principal names that do not exist yet. */
export async function ensureWorkspaces(context: BackendContext, principal: Principal): Promise<void> {
  const { database, clock, settings } = context;
  const { tenantId, workspaceIds } = principal;
  if (workspaceIds.length === 0) return;
  await database.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('workspaces')
      .values(
        workspaceIds.map((id) => ({
          id,
          tenant_id: tenantId,
          name: id,
          plan: settings.defaultPlan,
          used_bytes: 0,
          reserved_bytes: 0,
          created_at: clock.now(),
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    if (added.length > 0) await countWorkspaces(transaction, { tenantId, added: added.length });
  });
}

/** The caller's workspace with this id, or the default one; a foreign one looks like an unknown one. */
export async function requireWorkspace(
  context: BackendContext,
  principal: Principal,
  workspaceId: string | undefined,
): Promise<WorkspaceRow> {
  const id = workspaceId ?? principal.workspaceIds[0];
  const isOwn = id !== undefined && principal.workspaceIds.includes(id);
  const row = isOwn ? await findWorkspace(context, principal.tenantId, id) : undefined;
  if (row) return row;
  throw new ApiError('not_found', 'There is no such workspace');
}

function findWorkspace({ database }: BackendContext, tenantId: string, id: string) {
  return database
    .selectFrom('workspaces')
    .selectAll()
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
}

/** The caller's workspaces, the default first. */
export async function listWorkspaces(context: BackendContext, principal: Principal): Promise<Workspace[]> {
  if (principal.workspaceIds.length === 0) return [];
  const rows = await context.database
    .selectFrom('workspaces')
    .selectAll()
    .where('tenant_id', '=', principal.tenantId)
    .where('id', 'in', [...principal.workspaceIds])
    .execute();
  return principal.workspaceIds.flatMap((id, index) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) return [];
    return toWorkspace(row, index === 0);
  });
}

/** A workspace as the wire shows it. */
export function toWorkspace(row: WorkspaceRow, isDefault: boolean): Workspace {
  return {
    workspace_id: row.id,
    name: row.name,
    plan: row.plan,
    is_default: isDefault,
    created_at: toTimestamp(row.created_at),
  };
}
