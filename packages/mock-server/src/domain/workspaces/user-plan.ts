import type { UserPlan } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';
import { requireWorkspace } from './workspaces.ts';

/** The plan of the caller's default workspace, and what the caller's own active files take. */
export async function userPlanOf(context: BackendContext, principal: Principal): Promise<UserPlan> {
  const workspace = await requireWorkspace(context, principal, undefined);
  const { used } = await context.database
    .selectFrom('files')
    .select(({ fn }) => fn.sum<number | null>('size_bytes').as('used'))
    .where('tenant_id', '=', principal.tenantId)
    .where('user_id', '=', principal.userId)
    .where('status', 'in', ['active', 'deleting'])
    .executeTakeFirstOrThrow();
  return { plan: workspace.plan, user_limit_bytes: null, user_used_bytes: Number(used ?? 0) };
}
