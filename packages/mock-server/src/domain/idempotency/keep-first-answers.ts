import type { DatabaseTransaction } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { type IdempotencyScope, justBegun, keyLifetimeMs } from './idempotency.ts';

export interface FirstAnswer {
  readonly scope: IdempotencyScope;
  readonly fieldsHash: string;
  readonly sessionId: string;
  readonly answer: unknown;
}

/**
 * Takes the turns of several keys of one principal and route and keeps their answers at once, in the transaction that makes
 * them true. Rejects, so that nothing of it happens, when one of the keys has been used before.
 */
export async function keepFirstAnswers(
  { clock, identifiers }: BackendContext,
  transaction: DatabaseTransaction,
  answers: readonly FirstAnswer[],
): Promise<void> {
  const [first] = answers;
  if (!first) return;
  const now = clock.now();
  await transaction
    .deleteFrom('idempotency_keys')
    .where('principal', '=', first.scope.principal)
    .where('route', '=', first.scope.route)
    .where(
      'key',
      'in',
      answers.map(({ scope }) => scope.key),
    )
    .where('expires_at', '<=', now)
    .execute();
  const kept = await transaction
    .insertInto('idempotency_keys')
    .values(
      answers.map(({ scope, fieldsHash, sessionId, answer }) => ({
        ...scope,
        fields_hash: fieldsHash,
        status: 'done' as const,
        lease_token: identifiers.uuid(),
        lease_until: now,
        session_id: sessionId,
        answer: JSON.stringify(answer),
        created_at: now,
        expires_at: now + keyLifetimeMs,
      })),
    )
    .onConflict((conflict) => conflict.columns(['principal', 'route', 'key']).doNothing())
    .returning('key')
    .execute();
  if (kept.length !== answers.length) throw justBegun();
}
