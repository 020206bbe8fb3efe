import { headerNames } from '@holdfast/upload-manager/contract';
import { createMiddleware } from 'hono/factory';
import type { Identifiers } from '../../domain/ports.ts';
import type { HttpEnv } from '../http-env.ts';

/** Names every request, and keeps every answer out of caches. The name is the server's own, never a caller's. */
export function requestId(identifiers: Identifiers) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    http.set('requestId', identifiers.uuid());
    await next();
    http.res.headers.set(headerNames.requestId, http.get('requestId'));
    http.res.headers.set('cache-control', 'no-store');
  });
}
