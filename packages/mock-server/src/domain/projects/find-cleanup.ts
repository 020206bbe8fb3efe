import type { ProjectCleanup } from '@holdfast/upload-manager/contract';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Principal } from '../principal.ts';
import type { TaskRow } from '../tasks/task.ts';
import { type CleanupRequest, toProjectCleanup } from './cleanup-progress.ts';

const consideredCleanups = 100;

/** The newest telling clean-up of a project that is about nothing but the caller's own workspaces. */
export async function findOwnCleanup(
  context: BackendContext,
  principal: Principal,
  projectId: string,
): Promise<ProjectCleanup> {
  const tasks = await cleanupsOf(context, projectId)
    .selectAll()
    .where('tenant_id', '=', principal.tenantId)
    .limit(consideredCleanups)
    .execute();
  const own = tasks.filter((task) => {
    // Written by this server.
    const { workspaceIds } = JSON.parse(task.request) as CleanupRequest;
    return workspaceIds?.every((id) => principal.workspaceIds.includes(id)) ?? false;
  });
  return mostTelling(own);
}

/** The newest, unless it met nothing any more: deleting again must not hide what the deletion did. */
function mostTelling(newestFirst: readonly TaskRow[]): ProjectCleanup {
  const cleanups = newestFirst.map(toProjectCleanup);
  const telling = cleanups.find(
    ({ state, found, cancelled_uploads }) => state !== 'done' || found > 0 || cancelled_uploads > 0,
  );
  const cleanup = telling ?? cleanups[0];
  if (cleanup) return cleanup;
  throw neverCleaned();
}

/** The newest telling clean-up of a tenant's project, whoever asked for it: for operators. */
export async function findAnyCleanup(
  context: BackendContext,
  { projectId, tenantId }: { readonly projectId: string; readonly tenantId: string | undefined },
): Promise<ProjectCleanup> {
  const wanted = tenantId ?? (await onlyTenantOf(context, projectId));
  const tasks = await cleanupsOf(context, projectId)
    .selectAll()
    .where('tenant_id', '=', wanted)
    .limit(consideredCleanups)
    .execute();
  return mostTelling(tasks);
}

function cleanupsOf({ database }: BackendContext, projectId: string) {
  return database
    .selectFrom('background_tasks')
    .where('kind', '=', 'project-cleanup')
    .where('subject', '=', projectId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc');
}

async function onlyTenantOf({ database }: BackendContext, projectId: string): Promise<string> {
  const [first, second] = await database
    .selectFrom('background_tasks')
    .select('tenant_id')
    .distinct()
    .where('kind', '=', 'project-cleanup')
    .where('subject', '=', projectId)
    .limit(2)
    .execute();
  if (!first) throw neverCleaned();
  if (!second) return first.tenant_id;
  throw new ApiError(
    'invalid_request',
    'Several tenants cleaned up a project of this name: say which is meant',
  );
}

/** What a project is answered that nobody has cleaned up, or that is another tenant's. */
export function neverCleaned(): ApiError {
  return new ApiError('not_found', 'This project was never cleaned up');
}
