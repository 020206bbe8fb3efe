import { sha256Text } from '../domain/encoding.ts';
import { bearerToken } from './bearer-tokens.ts';
import type { TokenGuard } from './token-guard.ts';

export interface OperatorQuestion {
  readonly headers: Headers;
  /** Whom a wrong token is counted for. */
  readonly address: string;
  /** Whether the token may be a caller's, so that it is not wrong yet when it is not the operator's. @default false */
  readonly mayBeCaller?: boolean;
}

/** Whether a request carries the operator's token; rejects with `rate_limited` after too many wrong ones. */
export type OperatorCheck = (question: OperatorQuestion) => Promise<boolean>;

/** Tells whether a request carries the operator's token. Tokens are compared by hash, so that time tells nothing. */
export function createOperatorCheck(operatorToken: string | undefined, guard: TokenGuard): OperatorCheck {
  const expected = operatorToken === undefined ? undefined : sha256Text(operatorToken);
  return async ({ headers, address, mayBeCaller = false }) => {
    const token = bearerToken(headers);
    if (expected === undefined || token === undefined) return false;
    const attempt = await guard.begin(address, token);
    const isOperator = (await sha256Text(token)) === (await expected);
    if (isOperator) attempt.accepted();
    else if (!mayBeCaller) attempt.refused();
    return isOperator;
  };
}
