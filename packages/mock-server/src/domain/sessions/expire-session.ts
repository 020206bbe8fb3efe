import { isTerminalSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { endSession } from './end-session.ts';
import { tryPurgeSession } from './purge-session.ts';

/** Whether an open session has lived too long, or too long without activity. */
export function isTimeOver(session: SessionRow, nowMs: number): boolean {
  return session.expires_at <= nowMs || session.hard_expires_at <= nowMs;
}

/**
 * Whether a completion was begun that nobody saw through: its server died, or storage failed it. The bytes may already be
 * a whole file, so such a session is never simply dropped. A file sent in one request is another matter: its sender was
 * cut off with its server and sends it again.
 */
function hasBegunCompletion(session: SessionRow): boolean {
  if (session.status !== 'uploading' || session.received_at !== null) return false;
  return session.claim_token !== null || session.final_key !== null || session.checksum_value !== null;
}

/** Whether an open session is to be failed for its time. One that is being completed, or was begun to be, is left to finish. */
export function isExpired(session: SessionRow, nowMs: number): boolean {
  if (isTerminalSession(session.status) || hasBegunCompletion(session)) return false;
  if (session.claim_until !== null && session.claim_until > nowMs) return false;
  return isTimeOver(session, nowMs);
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
