import { createMiddleware } from 'hono/factory';
import { ApiError } from '../../domain/api-error.ts';
import { sha256Text } from '../../domain/encoding.ts';
import { bearerToken } from '../bearer-tokens.ts';
import type { HttpEnv } from '../http-env.ts';

/** Tells whether a request carries the operator's token. Tokens are compared by hash, so that time tells nothing. */
function createOperatorCheck(operatorToken: string | undefined): (headers: Headers) => Promise<boolean> {
  const expected = operatorToken === undefined ? undefined : sha256Text(operatorToken);
  return async (headers) => {
    const token = bearerToken(headers);
    return expected !== undefined && token !== undefined && (await sha256Text(token)) === (await expected);
  };
}

/** Lets only the operator through. Without a configured operator token the route does not exist. */
export function requireOperator(operatorToken: string | undefined) {
  const isOperator = createOperatorCheck(operatorToken);
  return createMiddleware<HttpEnv>(async (http, next) => {
    if (operatorToken === undefined) throw new ApiError('not_found', 'There is no such route');
    if (!(await isOperator(http.req.raw.headers)))
      throw new ApiError('unauthorized', 'The operator token is needed');
    await next();
  });
}
