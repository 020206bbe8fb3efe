import {
  debugCleanupQuery,
  labelText,
  projectCleanupQuery,
  trackedObjectQuery,
} from '@holdfast/upload-manager/contract';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { debugCleanup } from '../../domain/projects/debug-cleanup.ts';
import { findAnyCleanup, findOwnCleanup, neverCleaned } from '../../domain/projects/find-cleanup.ts';
import { listTrackedObjects } from '../../domain/projects/list-tracked-objects.ts';
import { requestCleanup } from '../../domain/projects/request-cleanup.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { pathId } from '../http-env.ts';
import { operatorActor } from '../operator-actor.ts';
import { readPage } from '../page-request.ts';
import { readQuery } from '../read-query.ts';

/** Projects are labels on files: there is nothing to create, and to delete one is to delete its files. */
export function createProjectRoutes({ context, tasks }: RouteServices) {
  return {
    /** Answers at once and never says whether there was anything: a project nobody used is deleted as well. */
    async deleteProject(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'projects:delete');
      const { tenantId, workspaceIds, userId } = caller.principal;
      const scope = { tenantId, workspaceIds, projectId: parseInput(labelText, pathId(http)) };
      const actor = { id: userId, requestId: caller.requestId };
      const task = await requestCleanup(context, scope, { deletesRecordsOnly: false, actor });
      tasks.begin(task.id);
      return http.body(null, 204);
    },

    async projectCleanup(http: HttpContext): Promise<Response> {
      const projectId = parseInput(labelText, pathId(http));
      const { tenant_id: tenantId } = readQuery(http, projectCleanupQuery);
      if (http.get('isOperator')) return http.json(await findAnyCleanup(context, { projectId, tenantId }));
      const caller = http.get('caller');
      // A foreign tenant looks like one that does not exist.
      if (tenantId !== undefined && tenantId !== caller.principal.tenantId) throw neverCleaned();
      const cleanup = await findOwnCleanup(context, caller.principal, projectId);
      requireRead(caller, 'projects:delete');
      return http.json(cleanup);
    },

    async trackedObjects(http: HttpContext): Promise<Response> {
      const projectId = parseInput(labelText, pathId(http));
      const query = readQuery(http, trackedObjectQuery);
      const page = readPage(query);
      return http.json(await listTrackedObjects(context, { projectId, tenantId: query.tenant_id, page }));
    },

    async debugCleanup(http: HttpContext): Promise<Response> {
      const projectId = parseInput(labelText, pathId(http));
      const query = readQuery(http, debugCleanupQuery);
      const answer = await debugCleanup(context, tasks, {
        projectId,
        tenantId: query.tenant_id,
        isDryRun: query.dry_run,
        deletesRecordsOnly: query.delete_records_only,
        planToken: query.plan_token,
        actor: operatorActor(http),
      });
      return http.json(answer, answer.dry_run ? 200 : 202);
    },
  };
}
