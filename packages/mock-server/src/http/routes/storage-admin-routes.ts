import { analyticsQuery, importRequestBody } from '@holdfast/upload-manager/contract';
import { storageAnalytics } from '../../domain/analytics/storage-analytics.ts';
import { toStorageImport } from '../../domain/imports/import-progress.ts';
import { findImport, requestImport } from '../../domain/imports/request-import.ts';
import { defaultPageSize } from '../../domain/page.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { toEpochMs } from '../../domain/to-epoch-ms.ts';
import { bodyLimits } from '../body-limits.ts';
import { type HttpContext, pathId, type RouteServices } from '../http-env.ts';
import { operatorActor } from '../operator-actor.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';

/** What operators do with storage as a whole. */
export function createStorageAdminRoutes({ context, tasks }: RouteServices) {
  return {
    async startImport(http: HttpContext): Promise<Response> {
      const body = parseInput(importRequestBody, await readJson(http.req.raw, bodyLimits.default));
      const task = await requestImport(context, body, operatorActor(http));
      tasks.begin(task.id);
      return http.json(await toStorageImport(context, task), 202);
    },

    async getImport(http: HttpContext): Promise<Response> {
      return http.json(await findImport(context, pathId(http)));
    },

    async storageAnalytics(http: HttpContext): Promise<Response> {
      const query = readQuery(http, analyticsQuery);
      const answer = await storageAnalytics(context, {
        tenantId: query.tenant_id,
        groupBy: query.group_by,
        fromMs: query.from === undefined ? undefined : toEpochMs(query.from),
        toMs: query.to === undefined ? undefined : toEpochMs(query.to),
        cursor: query.cursor,
        limit: query.limit ?? defaultPageSize,
      });
      return http.json(answer);
    },
  };
}
