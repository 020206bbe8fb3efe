import { auditEventQuery } from '@holdfast/upload-manager/contract';
import { listAuditEvents } from '../../domain/audit/list-audit-events.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readPage } from '../page-request.ts';
import { readQuery } from '../read-query.ts';

/** Who changed what, and when: for operators. */
export function createAuditRoutes({ context }: RouteServices) {
  return {
    async auditEvents(http: HttpContext): Promise<Response> {
      const { cursor, limit, ...filter } = readQuery(http, auditEventQuery);
      return http.json(await listAuditEvents(context, { filter, page: readPage({ cursor, limit }) }));
    },
  };
}
