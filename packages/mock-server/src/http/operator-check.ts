import { sha256Text } from '../domain/encoding.ts';
import { bearerToken } from './bearer-tokens.ts';

/** Whether a request carries the operator's token. */
export type OperatorCheck = (headers: Headers) => Promise<boolean>;

/** Tells whether a request carries the operator's token. Tokens are compared by hash, so that time tells nothing. */
export function createOperatorCheck(operatorToken: string | undefined): OperatorCheck {
  const expected = operatorToken === undefined ? undefined : sha256Text(operatorToken);
  return async (headers) => {
    const token = bearerToken(headers);
    return expected !== undefined && token !== undefined && (await sha256Text(token)) === (await expected);
  };
}
