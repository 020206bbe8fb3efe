import type { SessionRow } from '../db/schema.ts';
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
  await forgetKeys(context);
  return { expired: expiry.done, purged: purge.done, failed: expiry.failed + purge.failed };
}

interface Tally {
  readonly done: number;
  readonly failed: number;
}

/** Sessions are taken in the order of their ids, so that one that cannot be ended is passed and not met again. */
async function expireDue(context: BackendContext): Promise<Tally> {
  const now = context.clock.now();
  return eachPage(context, {
    page: (afterId) =>
      context.database
        .selectFrom('upload_sessions')
        .selectAll()
        .where('status', 'in', ['initiating', 'uploading'])
        .where(({ eb, or }) => or([eb('expires_at', '<=', now), eb('hard_expires_at', '<=', now)]))
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(batchSize)
        .execute(),
    work: async (session) => isExpired(session, now) && (await expireSession(context, session, actor)),
  });
}

async function purgeEnded(context: BackendContext): Promise<Tally> {
  const endedBefore = context.clock.now() - purgeDelayMs;
  return eachPage(context, {
    page: (afterId) =>
      context.database
        .selectFrom('upload_sessions')
        .selectAll()
        .where('status', 'in', ['failed', 'cancelled'])
        .where('purged_at', 'is', null)
        .where('updated_at', '<=', endedBefore)
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(batchSize)
        .execute(),
    async work(session) {
      await purgeSession(context, session);
      return true;
    },
  });
}

/** A key that has expired is refused nothing by being kept; this only gives its room back. */
async function forgetKeys({ database, clock }: BackendContext): Promise<void> {
  await database.deleteFrom('idempotency_keys').where('expires_at', '<=', clock.now()).execute();
}

interface Sweep {
  readonly page: (afterId: string) => Promise<readonly SessionRow[]>;
  /** Answers whether there was something to do. */
  readonly work: (session: SessionRow) => Promise<boolean>;
}

async function eachPage(context: BackendContext, { page, work }: Sweep): Promise<Tally> {
  let done = 0;
  let failed = 0;
  let afterId = '';
  for (;;) {
    const sessions = await page(afterId);
    for (const session of sessions) {
      try {
        if (await work(session)) done += 1;
      } catch (error) {
        failed += 1;
        context.log({ level: 'warn', event: 'job.expire_sessions.failed', sessionId: session.id, error });
      }
    }
    const last = sessions.at(-1);
    if (!last || sessions.length < batchSize) return { done, failed };
    afterId = last.id;
  }
}
