import { createMiddleware } from 'hono/factory';
import { ApiError } from '../../domain/api-error.ts';
import type { HttpEnv } from '../http-env.ts';

/** Nothing here has a NUL in its address, and PostgreSQL would not even take one to look for. */
export function refuseNul() {
  return createMiddleware<HttpEnv>(async (http, next) => {
    if (http.req.path.includes('%00') || http.req.path.includes('\0')) {
      throw new ApiError('not_found', 'There is no such route');
    }
    await next();
  });
}
