import { createMiddleware } from 'hono/factory';
import type { BackendContext } from '../../domain/backend-context.ts';
import type { Caller } from '../../domain/principal.ts';
import type { HttpContext, HttpEnv } from '../http-env.ts';

const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]);

/**
 * One line of log and one count for each request. Both name the route's template, never the path: a path holds ids, and
 * a label for each of them would fill any memory.
 */
export function observeRequests({ log, metrics }: BackendContext) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    const startMs = performance.now();
    metrics.shift('holdfast_http_requests_running', {}, 1);
    try {
      await next();
    } finally {
      metrics.shift('holdfast_http_requests_running', {}, -1);
    }
    const elapsedMs = performance.now() - startMs;
    const method = knownMethods.has(http.req.method) ? http.req.method : 'other';
    const route = http.get('route') ?? 'unmatched';
    const code = http.get('problemCode') ?? '';
    const { status } = http.res;
    const status_class = `${Math.floor(status / 100)}xx`;
    metrics.count('holdfast_http_requests_total', { route, method, status_class, code });
    metrics.observe('holdfast_http_request_seconds', { route, method }, elapsedMs / 1000);
    log({
      level: 'info',
      event: 'request.answered',
      requestId: http.get('requestId'),
      method,
      route,
      status,
      ...(code === '' ? {} : { code }),
      ms: Math.round(elapsedMs * 10) / 10,
      ...callerOf(http),
    });
  });
}

/** Who asked, by ids alone; nobody where the credentials were not good. */
function callerOf(http: HttpContext) {
  const caller: Caller | undefined = http.get('caller');
  return caller ? { tenantId: caller.principal.tenantId, userId: caller.principal.userId } : {};
}
