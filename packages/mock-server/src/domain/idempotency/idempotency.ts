import type { DatabaseTransaction } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { sha256Text } from '../encoding.ts';
import type { Principal } from '../principal.ts';
import { whileRenewing } from '../while-renewing.ts';
import { canonicalJson } from './canonical-json.ts';

const lifetimeMs = 24 * 60 * 60 * 1000;
const leaseMs = 60_000;
const busyRetrySeconds = 2;

/** A key in its scope: the same key of another principal or on another route is another key. */
export interface IdempotencyScope {
  readonly principal: string;
  readonly route: string;
  readonly key: string;
}

export type IdempotencyTurn =
  /** The first answer, without URLs. */
  | { readonly kind: 'replay'; readonly answer: unknown }
  /** This request runs. `sessionId` is what a run that died had begun. */
  | { readonly kind: 'run'; readonly leaseToken: string; readonly sessionId: string | null };

export function idempotencyScope(principal: Principal, route: string, key: string): IdempotencyScope {
  return { principal: JSON.stringify([principal.tenantId, principal.userId]), route, key };
}

/** The key of a batch item that brings none: the batch's key with the item's reference. */
export async function batchItemKey(batchKey: string, clientReference: string): Promise<string> {
  return `batch:${await sha256Text(JSON.stringify([batchKey, clientReference]))}`;
}

/**
 * Takes the turn for a key, or answers what the first request with it was answered. Rejects when the key stands for
 * other fields, or its first request is still running.
 */
export async function takeTurn(
  context: BackendContext,
  scope: IdempotencyScope,
  fields: unknown,
): Promise<IdempotencyTurn> {
  const { database, clock, identifiers } = context;
  const fieldsHash = await sha256Text(canonicalJson(fields));
  const leaseToken = identifiers.uuid();

  return database.transaction().execute(async (transaction) => {
    const now = clock.now();
    await ofScope(transaction.deleteFrom('idempotency_keys'), scope).where('expires_at', '<=', now).execute();
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('idempotency_keys')
      .values({
        ...scope,
        fields_hash: fieldsHash,
        status: 'running',
        lease_token: leaseToken,
        lease_until: now + leaseMs,
        session_id: null,
        answer: null,
        created_at: now,
        expires_at: now + lifetimeMs,
      })
      .onConflict((conflict) => conflict.columns(['principal', 'route', 'key']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return { kind: 'run', leaseToken, sessionId: null };

    const row = await ofScope(
      transaction.selectFrom('idempotency_keys').selectAll(),
      scope,
    ).executeTakeFirstOrThrow();
    if (row.fields_hash !== fieldsHash) {
      throw new ApiError('idempotency_mismatch', 'This idempotency key was used for another request');
    }
    if (row.status === 'done') return { kind: 'replay', answer: JSON.parse(row.answer ?? 'null') };
    if (row.lease_until > now) {
      throw new ApiError(
        'idempotency_in_progress',
        'The first request with this idempotency key is still running',
        {
          retryAfterSeconds: busyRetrySeconds,
        },
      );
    }
    // The first run died. Whoever changes its lease token goes on.
    const { numUpdatedRows } = await ofScope(transaction.updateTable('idempotency_keys'), scope)
      .set({ lease_token: leaseToken, lease_until: now + leaseMs })
      .where('lease_token', '=', row.lease_token)
      .executeTakeFirst();
    if (numUpdatedRows === 1n) return { kind: 'run', leaseToken, sessionId: row.session_id };
    throw new ApiError(
      'idempotency_in_progress',
      'Another request with this idempotency key has just begun',
      {
        retryAfterSeconds: busyRetrySeconds,
      },
    );
  });
}

/** Keeps others from taking the turn for as long as the work takes. */
export function whileTurn<Result>(
  context: BackendContext,
  { scope, leaseToken }: { readonly scope: IdempotencyScope; readonly leaseToken: string },
  work: () => Promise<Result>,
): Promise<Result> {
  const renew = () =>
    ofScope(context.database.updateTable('idempotency_keys'), scope)
      .set({ lease_until: context.clock.now() + leaseMs })
      .where('lease_token', '=', leaseToken)
      .execute();
  return whileRenewing({ name: 'idempotency', renewalMs: leaseMs / 3, renew, log: context.log }, work);
}

/** Notes what the run has begun, in the transaction that begins it. */
export async function noteBegun(
  transaction: DatabaseTransaction,
  scope: IdempotencyScope,
  sessionId: string,
): Promise<void> {
  await ofScope(transaction.updateTable('idempotency_keys'), scope).set({ session_id: sessionId }).execute();
}

/** Keeps the answer, in the transaction that makes it true. */
export async function keepAnswer(
  transaction: DatabaseTransaction,
  scope: IdempotencyScope,
  answer: unknown,
): Promise<void> {
  await ofScope(transaction.updateTable('idempotency_keys'), scope)
    .set({ status: 'done', answer: JSON.stringify(answer) })
    .execute();
}

/** A refusal is not kept: the same key may be tried again. */
export async function giveUpTurn(
  context: BackendContext,
  scope: IdempotencyScope,
  leaseToken: string,
): Promise<void> {
  await ofScope(context.database.deleteFrom('idempotency_keys'), scope)
    .where('lease_token', '=', leaseToken)
    .where('status', '=', 'running')
    .execute();
}

interface Filterable {
  where(column: 'principal' | 'route' | 'key', operator: '=', value: string): this;
}

function ofScope<Query extends Filterable>(query: Query, scope: IdempotencyScope): Query {
  return query
    .where('principal', '=', scope.principal)
    .where('route', '=', scope.route)
    .where('key', '=', scope.key);
}
