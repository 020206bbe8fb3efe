import { createMiddleware } from 'hono/factory';
import { ApiError } from '../../domain/api-error.ts';
import type { CallLimits } from '../call-limits.ts';
import { addressOf, type HttpEnv } from '../http-env.ts';
import type { OperatorCheck } from '../operator-check.ts';

export interface OperatorGuard {
  readonly operatorToken: string | undefined;
  readonly isOperator: OperatorCheck;
  readonly limits: CallLimits;
}

/** Lets only the operator through. Without a configured operator token the route does not exist. */
export function requireOperator({ operatorToken, isOperator, limits }: OperatorGuard) {
  return createMiddleware<HttpEnv>(async (http, next) => {
    if (operatorToken === undefined) throw new ApiError('not_found', 'There is no such route');
    if (!(await isOperator({ headers: http.req.raw.headers, address: addressOf(http) })))
      throw new ApiError('unauthorized', 'The operator token is needed');
    limits.operate();
    await next();
  });
}
