import type { BackendContext } from '../domain/backend-context.ts';
import { defaultPageSize, type PageRequest, parseCursor } from '../domain/page.ts';
import { requireWorkspace } from '../domain/workspaces/workspaces.ts';
import type { HttpContext } from './http-env.ts';
import { readWorkspaceId } from './request-headers.ts';

/** The page a parsed query asks for. */
export function readPage(query: {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}): PageRequest {
  return {
    after: query.cursor === undefined ? null : parseCursor(query.cursor),
    limit: query.limit ?? defaultPageSize,
  };
}

/** The workspace a list is narrowed to, or all of the caller's. */
export async function readWorkspaceScope(
  context: BackendContext,
  http: HttpContext,
): Promise<readonly string[]> {
  const { principal } = http.get('caller');
  const workspaceId = readWorkspaceId(http.req.raw.headers);
  if (workspaceId === undefined) return principal.workspaceIds;
  return [(await requireWorkspace(context, principal, workspaceId)).id];
}
