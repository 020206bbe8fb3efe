import type { BackendContext } from '../backend-context.ts';
import { type IdempotencyScope, keepAnswer, type OpenTurn } from '../idempotency/idempotency.ts';
import type { Caller } from '../principal.ts';
import { endSession } from './end-session.ts';
import { tryPurgeSession } from './purge-session.ts';
import { type KeptTurn, toKeptAnswer } from './replay-received.ts';
import { completing } from './require-open.ts';

interface Takeover {
  readonly scope: IdempotencyScope;
  readonly turn: Extract<OpenTurn, { kind: 'run' }>;
}

/**
 * What became of a request with the same key whose server died. A file that was finished since answers for it; what was
 * not is ended, for this request brings all of the bytes again.
 */
export async function findEarlierRun(
  context: BackendContext,
  caller: Caller,
  { scope, turn }: Takeover,
): Promise<KeptTurn | null> {
  if (turn.sessionId === null) return null;
  const session = await context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('id', '=', turn.sessionId)
    .executeTakeFirst();
  if (!session || session.status === 'failed' || session.status === 'cancelled') return null;
  if (session.status === 'completed') {
    const file = await context.database
      .selectFrom('files')
      .selectAll()
      .where('id', '=', session.file_id)
      .executeTakeFirstOrThrow();
    const answer = toKeptAnswer(context, file);
    await context.database.transaction().execute((transaction) => keepAnswer(transaction, scope, answer));
    return { fieldsHash: turn.fieldsHash, answer };
  }
  const actor = { id: caller.principal.userId, requestId: caller.requestId };
  const end = { session, to: 'failed', reason: 'interrupted', actor, claimToken: null } as const;
  const hasEnded = await context.database
    .transaction()
    .execute((transaction) => endSession(context, transaction, end));
  if (!hasEnded) throw completing(session);
  await tryPurgeSession(context, session);
  return null;
}
