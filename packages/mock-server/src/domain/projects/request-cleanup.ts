import type { ProjectCleanup } from '@holdfast/upload-manager/contract';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';
import { startTask } from '../tasks/start-task.ts';
import type { TaskRow } from '../tasks/task.ts';
import { type CleanupRequest, toProjectCleanup } from './cleanup-progress.ts';
import type { ProjectScope } from './project-scope.ts';

/** Records that a project's files are to go. One that is under way starts over, and finds what came since. */
export async function requestCleanup(
  context: BackendContext,
  scope: ProjectScope,
  { deletesRecordsOnly, actor }: { readonly deletesRecordsOnly: boolean; readonly actor: Actor },
): Promise<TaskRow> {
  const workspaceIds = scope.workspaceIds === null ? null : [...scope.workspaceIds].sort();
  const request: CleanupRequest = { workspaceIds, deletesRecordsOnly };
  return startTask(context, {
    kind: 'project-cleanup',
    tenantId: scope.tenantId,
    subject: scope.projectId,
    request,
    actor,
  });
}

const consideredCleanups = 100;

/** The newest clean-up of a project that is about nothing but the caller's own workspaces. */
export async function findCleanup(
  { database }: BackendContext,
  principal: Principal,
  projectId: string,
): Promise<ProjectCleanup> {
  const tasks = await database
    .selectFrom('background_tasks')
    .selectAll()
    .where('kind', '=', 'project-cleanup')
    .where('tenant_id', '=', principal.tenantId)
    .where('subject', '=', projectId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(consideredCleanups)
    .execute();
  const own = tasks.find((task) => {
    // Written by this server.
    const { workspaceIds } = JSON.parse(task.request) as CleanupRequest;
    return workspaceIds?.every((id) => principal.workspaceIds.includes(id)) ?? false;
  });
  if (own) return toProjectCleanup(own);
  throw new ApiError('not_found', 'This project was never cleaned up');
}
