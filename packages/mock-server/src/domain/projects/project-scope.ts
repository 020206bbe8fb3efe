import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';

/** The part of a project that a clean-up is about. A project is a label on files; a tenant's workspaces may share it. */
export interface ProjectScope {
  readonly tenantId: string;
  readonly projectId: string;
  /** The workspaces of whoever asked; null for all of the tenant's. */
  readonly workspaceIds: readonly string[] | null;
}

/** What every step of a clean-up works with. */
export interface Cleanup {
  readonly scope: ProjectScope;
  readonly deletesRecordsOnly: boolean;
  /** What came after the clean-up was asked for is not its business: a project may be begun anew. */
  readonly cutoffMs: number;
  /** When it goes on or looks again: what was deleted since then is its own doing. Null at its first look. */
  readonly deletesSinceMs: number | null;
  readonly actor: Actor;
}

/** The files of a project, served by the index `files_by_project`. */
export function filesOf({ database }: Pick<BackendContext, 'database'>, scope: ProjectScope) {
  const files = database
    .selectFrom('files')
    .where('project_id', '=', scope.projectId)
    .where('tenant_id', '=', scope.tenantId);
  return scope.workspaceIds === null ? files : files.where('workspace_id', 'in', [...scope.workspaceIds]);
}
