import type { DatabaseTransaction } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { giveUpTurn, type IdempotencyScope, keepAnswer, takeTurn, whileTurn } from './idempotency.ts';

export interface OnceOptions<Answer> {
  /** The key in its scope; null for a request that brought none. */
  readonly scope: IdempotencyScope | null;
  /** What tells this request from another one with the same key. */
  readonly fields: unknown;
  /** Does the work, and keeps the answer in the transaction that makes it true. */
  readonly work: (
    keep: (transaction: DatabaseTransaction, answer: Answer) => Promise<void>,
  ) => Promise<Answer>;
}

/** Runs work whose effect is one transaction; with an idempotency key at most once, and answers the same ever after. */
export async function runOnce<Answer>(
  context: BackendContext,
  { scope, fields, work }: OnceOptions<Answer>,
): Promise<Answer> {
  if (scope === null) return work(() => Promise.resolve());
  const turn = await takeTurn(context, scope, fields);
  // The stored answer was written by this server, by the same work.
  if (turn.kind === 'replay') return turn.answer as Answer;
  try {
    return await whileTurn(context, { scope, leaseToken: turn.leaseToken }, () =>
      work((transaction, answer) => keepAnswer(transaction, scope, answer)),
    );
  } catch (error) {
    await giveUpTurn(context, scope, turn.leaseToken);
    throw error;
  }
}
