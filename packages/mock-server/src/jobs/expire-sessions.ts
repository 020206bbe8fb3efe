import type { BackendContext } from '../domain/backend-context.ts';
import { expireSession, isExpired } from '../domain/sessions/expire-session.ts';
import { purgeSession } from '../domain/sessions/purge-session.ts';

const batchSize = 100;
const actor = { id: 'system', requestId: null };
/** Bytes that a request on its way may still be adding are left alone a little longer. */
const purgeDelayMs = 60_000;

export interface ExpiryReport {
  readonly expired: number;
  readonly purged: number;
  readonly failed: number;
}

/**
 * Fails sessions whose time is over and drops the bytes of sessions that ended without a file. Best effort: one that
 * fails is logged and stops no other.
 */
export async function expireSessions(context: BackendContext): Promise<ExpiryReport> {
  const expiry = await expireDue(context);
  const purge = await purgeEnded(context);
  return { expired: expiry.done, purged: purge.done, failed: expiry.failed + purge.failed };
}

interface Tally {
  readonly done: number;
  readonly failed: number;
}

async function expireDue(context: BackendContext): Promise<Tally> {
  const now = context.clock.now();
  const due = await context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('status', 'in', ['initiating', 'uploading'])
    .where(({ eb, or }) => or([eb('expires_at', '<=', now), eb('hard_expires_at', '<=', now)]))
    .orderBy('expires_at')
    .limit(batchSize)
    .execute();
  return each(
    context,
    due.filter((session) => isExpired(session, now)),
    async (session) => {
      await expireSession(context, session, actor);
    },
  );
}

async function purgeEnded(context: BackendContext): Promise<Tally> {
  const ended = await context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('status', 'in', ['failed', 'cancelled'])
    .where('purged_at', 'is', null)
    .where('updated_at', '<=', context.clock.now() - purgeDelayMs)
    .orderBy('updated_at')
    .limit(batchSize)
    .execute();
  return each(context, ended, (session) => purgeSession(context, session));
}

async function each<Item extends { readonly id: string }>(
  context: BackendContext,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<Tally> {
  let failed = 0;
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failed += 1;
      context.log({ level: 'warn', event: 'job.expire_sessions.failed', sessionId: item.id, error });
    }
  }
  return { done: items.length - failed, failed };
}
