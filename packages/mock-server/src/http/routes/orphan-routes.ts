import { orphanQuery, orphanRepairRequest } from '@holdfast/upload-manager/contract';
import { listOrphans } from '../../domain/orphans/list-orphans.ts';
import { type OrphanScope, parseOrphanCursor, toFolder } from '../../domain/orphans/orphan-page.ts';
import { repairOrphans } from '../../domain/orphans/repair-orphans.ts';
import { parseInput } from '../../domain/parse-input.ts';
import { bodyLimits } from '../body-limits.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readJson } from '../read-json.ts';
import { readQuery } from '../read-query.ts';

/** The health check of records and objects against each other, and its repair: for operators. */
export function createOrphanRoutes({ context }: RouteServices) {
  return {
    async listOrphans(http: HttpContext): Promise<Response> {
      const query = readQuery(http, orphanQuery);
      return http.json(await listOrphans(context, { kind: query.kind, scope: toScope(query) }));
    },

    async repairOrphans(http: HttpContext): Promise<Response> {
      const order = parseInput(orphanRepairRequest, await readJson(http.req.raw, bodyLimits.default));
      const actor = { id: 'operator', requestId: http.get('requestId') };
      return http.json(await repairOrphans(context, { kind: order.kind, scope: toScope(order), actor }));
    },
  };
}

function toScope({
  prefix,
  cursor,
  limit,
}: {
  readonly prefix: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}): OrphanScope {
  return { prefix: toFolder(prefix), position: parseOrphanCursor(cursor), limit };
}
