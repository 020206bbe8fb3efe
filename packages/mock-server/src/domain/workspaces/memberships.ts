import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';

/** A principal with the workspaces it became a member of behind those its credentials name; the default stays. */
export async function withMemberships(
  { database }: BackendContext,
  principal: Principal,
): Promise<Principal> {
  const rows = await database
    .selectFrom('memberships')
    .select('workspace_id')
    .where('tenant_id', '=', principal.tenantId)
    .where('user_id', '=', principal.userId)
    .orderBy('created_at')
    .orderBy('workspace_id')
    .execute();
  if (rows.length === 0) return principal;
  const workspaceIds = new Set([...principal.workspaceIds, ...rows.map(({ workspace_id }) => workspace_id)]);
  return { ...principal, workspaceIds: [...workspaceIds] };
}
