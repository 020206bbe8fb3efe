import { createMiddleware } from 'hono/factory';
import type { CallLimits } from '../call-limits.ts';
import type { HttpEnv } from '../http-env.ts';

/** Counts a call of whoever was let through. */
export function limitCalls(limits: CallLimits) {
  return createMiddleware<HttpEnv>((http, next) => {
    limits.call(http.get('caller').principal);
    return next();
  });
}
