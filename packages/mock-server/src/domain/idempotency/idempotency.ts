import type { DatabaseTransaction } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { sha256Text } from '../encoding.ts';
import type { Principal } from '../principal.ts';
import { whileRenewing } from '../while-renewing.ts';
import { canonicalJson } from './canonical-json.ts';

export const keyLifetimeMs = 24 * 60 * 60 * 1000;
const leaseMs = 60_000;
const busyRetrySeconds = 2;
/** Stands where the hash of the fields will be; no hash is empty. */
const unknownFields = '';

/** A key in its scope: the same key of another principal or on another route is another key. */
export interface IdempotencyScope {
  readonly principal: string;
  readonly route: string;
  readonly key: string;
}

interface Run {
  readonly kind: 'run';
  readonly leaseToken: string;
  /** What a run that died had begun, and the fields it had by then. */
  readonly sessionId: string | null;
  readonly fieldsHash: string | null;
}

export type IdempotencyTurn =
  /** The first answer, without URLs. */
  { readonly kind: 'replay'; readonly answer: unknown } | Run;

/** A turn whose fields show only once its bytes are read: whoever takes it compares them. */
export type OpenTurn =
  | { readonly kind: 'done'; readonly fieldsHash: string | null; readonly answer: unknown }
  | Run;

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
  const turn = await takeKey(context, scope, await hashFields(fields));
  return turn.kind === 'done' ? { kind: 'replay', answer: turn.answer } : turn;
}

/** Takes the turn for a key without saying yet what it stands for. */
export function takeOpenTurn(context: BackendContext, scope: IdempotencyScope): Promise<OpenTurn> {
  return takeKey(context, scope, null);
}

export function hashFields(fields: unknown): Promise<string> {
  return sha256Text(canonicalJson(fields));
}

export function idempotencyMismatch(): ApiError {
  return new ApiError('idempotency_mismatch', 'This idempotency key was used for another request');
}

async function takeKey(
  context: BackendContext,
  scope: IdempotencyScope,
  fieldsHash: string | null,
): Promise<OpenTurn> {
  const { database, clock, identifiers } = context;
  const leaseToken = identifiers.uuid();

  return database.transaction().execute(async (transaction) => {
    const now = clock.now();
    await ofScope(transaction.deleteFrom('idempotency_keys'), scope).where('expires_at', '<=', now).execute();
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('idempotency_keys')
      .values({
        ...scope,
        fields_hash: fieldsHash ?? unknownFields,
        status: 'running',
        lease_token: leaseToken,
        lease_until: now + leaseMs,
        session_id: null,
        answer: null,
        created_at: now,
        expires_at: now + keyLifetimeMs,
      })
      .onConflict((conflict) => conflict.columns(['principal', 'route', 'key']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return { kind: 'run', leaseToken, sessionId: null, fieldsHash };

    const row = await ofScope(
      transaction.selectFrom('idempotency_keys').selectAll(),
      scope,
    ).executeTakeFirst();
    // Whoever held the key was refused and gave it up between the two looks; the next try finds it free.
    if (!row) throw justBegun();
    const known = row.fields_hash === unknownFields ? null : row.fields_hash;
    if (fieldsHash !== null && known !== fieldsHash) throw idempotencyMismatch();
    if (row.status === 'done')
      return { kind: 'done', fieldsHash: known, answer: JSON.parse(row.answer ?? 'null') };
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
    if (numUpdatedRows === 1n) {
      return { kind: 'run', leaseToken, sessionId: row.session_id, fieldsHash: known };
    }
    throw justBegun();
  });
}

export function justBegun(): ApiError {
  return new ApiError('idempotency_in_progress', 'Another request with this idempotency key has just begun', {
    retryAfterSeconds: busyRetrySeconds,
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

/** Notes what a key stands for once its bytes are known, in the transaction that records them. */
export async function noteFields(
  transaction: DatabaseTransaction,
  scope: IdempotencyScope,
  fieldsHash: string,
): Promise<void> {
  await ofScope(transaction.updateTable('idempotency_keys'), scope)
    .set({ fields_hash: fieldsHash })
    .execute();
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
