import type { DebugCleanup } from '@holdfast/upload-manager/contract';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Tasks } from '../tasks/create-tasks.ts';
import { toProjectCleanup } from './cleanup-progress.ts';
import { planCleanup } from './plan-cleanup.ts';
import type { ProjectScope } from './project-scope.ts';
import { requestCleanup } from './request-cleanup.ts';

export interface DebugCleanupRequest {
  readonly projectId: string;
  readonly tenantId: string | undefined;
  readonly isDryRun: boolean;
  readonly deletesRecordsOnly: boolean;
  readonly planToken: string | undefined;
  readonly actor: Actor;
}

/** Plans an operator's clean-up of a project in all of a tenant's workspaces, or begins it when it is still the plan. */
export async function debugCleanup(
  context: BackendContext,
  tasks: Tasks,
  request: DebugCleanupRequest,
): Promise<DebugCleanup> {
  const { projectId, deletesRecordsOnly, isDryRun, planToken, actor } = request;
  const tenantId = request.tenantId ?? (await onlyTenantOf(context, projectId));
  const scope: ProjectScope = { tenantId, projectId, workspaceIds: null };
  const plan = await planCleanup(context, scope, deletesRecordsOnly);
  if (isDryRun) return { dry_run: true, plan, cleanup: null };
  if (planToken === undefined) {
    throw new ApiError('invalid_request', 'An execution needs the `plan_token` of a dry run');
  }
  if (planToken !== plan.plan_token) {
    throw new ApiError('plan_changed', 'The plan is no longer the one that was looked at', {
      fields: { plan },
    });
  }
  const task = await requestCleanup(context, scope, { deletesRecordsOnly, actor });
  tasks.begin(task.id);
  return { dry_run: false, plan, cleanup: toProjectCleanup(task) };
}

async function onlyTenantOf({ database }: BackendContext, projectId: string): Promise<string> {
  const [first, second] = await database
    .selectFrom('files')
    .select('tenant_id')
    .distinct()
    .where('project_id', '=', projectId)
    .limit(2)
    .execute();
  if (!first) throw new ApiError('not_found', 'No file names this project: say which tenant’s it is');
  if (!second) return first.tenant_id;
  throw new ApiError('invalid_request', 'Several tenants have a project of this name: say which is meant');
}
