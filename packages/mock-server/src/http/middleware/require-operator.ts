import { createMiddleware } from 'hono/factory';
import { ApiError } from '../../domain/api-error.ts';
import type { HttpEnv } from '../http-env.ts';
import type { OperatorCheck } from '../operator-check.ts';

/** Lets only the operator through. Without a configured operator token the route does not exist. */
export function requireOperator(operatorToken: string | undefined, isOperator: OperatorCheck) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    if (operatorToken === undefined) throw new ApiError('not_found', 'There is no such route');
    if (!(await isOperator(http.req.raw.headers)))
      throw new ApiError('unauthorized', 'The operator token is needed');
    await next();
  });
}
