import type { UserPlan } from '@holdfast/upload-manager/contract';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';
import { userLimitOf, userUsage } from '../quota/user-quota.ts';
import { planOf } from './plan-catalog.ts';
import { requireWorkspace } from './workspaces.ts';

/** The plan of the caller's default workspace, and what the caller's own files take in all workspaces. */
export async function userPlanOf(context: BackendContext, principal: Principal): Promise<UserPlan> {
  const workspace = await requireWorkspace(context, principal, undefined);
  const plan = planOf(context, workspace.plan);
  const { usedBytes } = await userUsage(context.database, principal);
  return { plan: plan.id, user_limit_bytes: userLimitOf(context, plan), user_used_bytes: usedBytes };
}
