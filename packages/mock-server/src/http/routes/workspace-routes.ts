import {
  changePlanRequest,
  createWorkspaceRequest,
  type PlanList,
  usageQuery,
  type WorkspaceList,
} from '@holdfast/upload-manager/contract';
import { storageAnalytics } from '../../domain/analytics/storage-analytics.ts';
import { requireChange, requireRead } from '../../domain/authorize.ts';
import { defaultPageSize } from '../../domain/page.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { quotaOf } from '../../domain/quota/quota.ts';
import { toEpochMs } from '../../domain/to-epoch-ms.ts';
import { changePlan } from '../../domain/workspaces/change-plan.ts';
import { createWorkspace } from '../../domain/workspaces/create-workspace.ts';
import { userPlanOf } from '../../domain/workspaces/user-plan.ts';
import { listWorkspaces, requireWorkspace } from '../../domain/workspaces/workspaces.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';
import { readIdempotencyKey } from '../request-headers.ts';

/** Workspaces, their quota and their plans. */
export function createWorkspaceRoutes({ context }: RouteServices) {
  return {
    async listWorkspaces(http: HttpContext): Promise<Response> {
      const items = await listWorkspaces(context, http.get('caller').principal);
      return http.json({ items, next_cursor: null } satisfies WorkspaceList);
    },

    async createWorkspace(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      requireChange(caller, 'workspaces:write');
      const key = readIdempotencyKey(http.req.raw.headers);
      const body = await readJson(http.req.raw, bodyLimits.default);
      const fields = parseInput(createWorkspaceRequest, body);
      return http.json(await createWorkspace(context, caller, { fields, key }), 201);
    },

    async workspaceQuota(http: HttpContext): Promise<Response> {
      const workspace = await requireWorkspace(context, http.get('caller').principal, pathId(http));
      return http.json(await quotaOf(context, workspace));
    },

    async workspaceUsage(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspace = await requireWorkspace(context, caller.principal, pathId(http));
      requireRead(caller, 'files:read');
      const query = readQuery(http, usageQuery);
      const answer = await storageAnalytics(context, {
        tenantId: workspace.tenant_id,
        workspaceId: workspace.id,
        groupBy: query.group_by,
        fromMs: query.from === undefined ? undefined : toEpochMs(query.from),
        toMs: query.to === undefined ? undefined : toEpochMs(query.to),
        cursor: query.cursor,
        limit: query.limit ?? defaultPageSize,
      });
      return http.json(answer);
    },

    async changePlan(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspace = await requireWorkspace(context, caller.principal, pathId(http));
      requireChange(caller, 'plan:write');
      const { plan } = parseInput(changePlanRequest, await readJson(http.req.raw, bodyLimits.default));
      return http.json(await changePlan(context, workspace, plan));
    },

    listPlans(http: HttpContext): Response {
      return http.json({ items: [...context.settings.plans], next_cursor: null } satisfies PlanList);
    },

    async userPlan(http: HttpContext): Promise<Response> {
      return http.json(await userPlanOf(context, http.get('caller').principal));
    },
  };
}
