import {
  type AdminHistoryList,
  adminHistoryQuery,
  type HistoryList,
  historyQuery,
} from '@holdfast/upload-manager/contract';
import type { InferOutput } from 'valibot';
import { ApiError } from '../../domain/api-error.ts';
import { requireRead } from '../../domain/authorize.ts';
import {
  countedRows,
  type HistoryFilter,
  type HistoryRequest,
  listHistory,
} from '../../domain/history/list-history.ts';
import { toEpochMs } from '../../domain/to-epoch-ms.ts';
import { requireWorkspace } from '../../domain/workspaces/workspaces.ts';
import type { HttpContext, RouteServices } from '../http-env.ts';
import { readPage } from '../page-request.ts';
import { readQuery } from '../read-query.ts';
import { readWorkspaceId } from '../request-headers.ts';

/** What became of uploads: the caller's own, and for operators anybody's. */
export function createHistoryRoutes({ context }: RouteServices) {
  return {
    async ingestionHistory(http: HttpContext): Promise<Response> {
      const caller = http.get('caller');
      const workspaceId = readWorkspaceId(http.req.raw.headers);
      // The workspace is one of the caller's tenant, so it narrows to the tenant as well.
      const workspace = await requireWorkspace(context, caller.principal, workspaceId);
      requireRead(caller, 'files:read');
      const query = readQuery(http, historyQuery);
      const { items, frame } = await listHistory(context, {
        scope: { workspace_id: workspace.id, user_id: caller.principal.userId },
        ...readRequest(query),
      });
      return http.json({ items: items.map(({ entry }) => entry), ...frame } satisfies HistoryList);
    },

    async adminHistory(http: HttpContext): Promise<Response> {
      const query = readQuery(http, adminHistoryQuery);
      const { tenant_id, workspace_id, user_id } = query;
      const { items, frame } = await listHistory(context, {
        scope: {
          tenant_id,
          ...(workspace_id === undefined ? {} : { workspace_id }),
          ...(user_id === undefined ? {} : { user_id }),
        },
        ...readRequest(query),
      });
      const whose = items.map(({ entry, row }) => ({
        ...entry,
        tenant_id: row.tenant_id,
        workspace_id: row.workspace_id,
        user_id: row.user_id,
        failure_reason: row.failure_reason,
      }));
      return http.json({ items: whose, ...frame } satisfies AdminHistoryList);
    },
  };
}

function readRequest(query: InferOutput<typeof historyQuery>): Omit<HistoryRequest, 'scope'> {
  const filter: HistoryFilter = {
    fromMs: query.from === undefined ? undefined : toEpochMs(query.from),
    toMs: query.to === undefined ? undefined : toEpochMs(query.to),
    status: query.status,
    namePrefix: query.filename,
  };
  if (filter.fromMs !== undefined && filter.toMs !== undefined && filter.fromMs > filter.toMs) {
    throw new ApiError('invalid_request', '`from` has to be before `to`');
  }
  const page = readPage(query);
  return { filter, page: { ...page, skip: readSkip(query.page, page) } };
}

/** Pages by number get slower the deeper they are, so they end where the exact count does. */
function readSkip(
  number: number | undefined,
  { after, limit }: Pick<HistoryRequest['page'], 'after' | 'limit'>,
): number {
  if (number === undefined) return 0;
  if (after)
    throw new ApiError('invalid_request', 'A page is named by its number or by a cursor, not by both');
  if (number * limit <= countedRows) return (number - 1) * limit;
  throw new ApiError('invalid_request', `Beyond row ${countedRows} only \`cursor\` goes on`, {
    fields: { max_page: Math.floor(countedRows / limit) },
  });
}
