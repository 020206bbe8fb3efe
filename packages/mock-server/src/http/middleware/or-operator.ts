import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { addressOf, type HttpEnv, type RouteServices } from '../http-env.ts';

/** Lets the operator through, and everybody else to where credentials are asked for. */
export function orOperator(
  { isOperator, limits }: Pick<RouteServices, 'isOperator' | 'limits'>,
  authenticate: MiddlewareHandler<HttpEnv>,
) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    const question = { headers: http.req.raw.headers, address: addressOf(http), mayBeCaller: true };
    if (!(await isOperator(question))) return authenticate(http, next);
    limits.operate();
    http.set('isOperator', true);
    return next();
  });
}
