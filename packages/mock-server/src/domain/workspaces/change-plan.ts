import type { WorkspaceQuota } from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { quotaOf } from '../quota/quota.ts';
import { findPlan } from './plan-catalog.ts';

/** Puts a workspace on another plan. Nothing is deleted when the new one is smaller; new uploads are refused instead. */
export async function changePlan(
  context: BackendContext,
  workspace: WorkspaceRow,
  planId: string,
): Promise<WorkspaceQuota> {
  const { settings, database } = context;
  if (!findPlan(settings.plans, planId)) {
    throw new ApiError('invalid_request', 'There is no such plan', {
      fields: { plans: settings.plans.map(({ id }) => id) },
    });
  }
  const changed = await database
    .updateTable('workspaces')
    .set({ plan: planId })
    .where('id', '=', workspace.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return quotaOf(context, changed);
}
