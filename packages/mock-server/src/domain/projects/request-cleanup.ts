import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { startTask } from '../tasks/start-task.ts';
import type { TaskRow } from '../tasks/task.ts';
import type { CleanupRequest } from './cleanup-progress.ts';
import type { ProjectScope } from './project-scope.ts';

/** Records that a project's files are to go. One that is under way looks again, and finds what came since. */
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
    whenRunning: 'look-again',
  });
}
