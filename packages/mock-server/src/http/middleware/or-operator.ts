import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { HttpEnv } from '../http-env.ts';
import type { OperatorCheck } from '../operator-check.ts';

/** Lets the operator through, and everybody else to where credentials are asked for. */
export function orOperator(isOperator: OperatorCheck, authenticate: MiddlewareHandler<HttpEnv>) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    if (!(await isOperator(http.req.raw.headers))) return authenticate(http, next);
    http.set('isOperator', true);
    return next();
  });
}
