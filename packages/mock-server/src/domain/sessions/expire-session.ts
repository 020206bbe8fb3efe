import { isTerminalSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { endSession } from './end-session.ts';
import { tryPurgeSession } from './purge-session.ts';

/** Whether an open session's time is over. One that is being completed is left to finish. */
export function isExpired(session: SessionRow, nowMs: number): boolean {
  if (isTerminalSession(session.status)) return false;
  if (session.claim_until !== null && session.claim_until > nowMs) return false;
  return session.expires_at <= nowMs || session.hard_expires_at <= nowMs;
}

/** Fails an expired session, once, and drops its bytes. */
export async function expireSession(
  context: BackendContext,
  session: SessionRow,
  actor: Actor,
): Promise<boolean> {
  const hasEnded = await context.database
    .transaction()
    .execute((transaction) =>
      endSession(context, transaction, { session, to: 'failed', reason: 'expired', actor, claimToken: null }),
    );
  if (hasEnded) await tryPurgeSession(context, session);
  return hasEnded;
}
