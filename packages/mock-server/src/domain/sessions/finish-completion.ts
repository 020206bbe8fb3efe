import type { ErrorCode } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { claimSession, releaseClaim, whileClaimed } from './completion-claim.ts';
import { expireSession, isTimeOver } from './expire-session.ts';
import { runCompletion } from './run-completion.ts';
import { findStoredBytes } from './stored-bytes.ts';

/** Answers that settle a completion: asking again would say the same until the client does something. */
const verdicts: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'parts_missing',
  'part_changed',
  'type_not_allowed',
  'upload_gone',
  'session_state_conflict',
]);

/**
 * Ends a completion that was begun and not seen through. Storage is asked first: what is whole there becomes the file,
 * and only what is certainly not is left to expire. Answers what became of it; null when there was nothing to do.
 */
export async function finishCompletion(
  context: BackendContext,
  session: SessionRow,
  actor: Actor,
): Promise<'completed' | 'refused' | 'expired' | null> {
  const wasCutShort = session.claim_token !== null || session.final_key !== null;
  const stored = await findStoredBytes(context, session);
  // Storage failed it and its caller was told: that caller may ask again, and nobody else does it unasked.
  const isWorthTrying = wasCutShort || stored.kind !== 'parts';
  const outcome = isWorthTrying ? await tryToComplete(context, session, actor) : null;
  if (outcome === 'completed') return outcome;
  return (await expireIfDue(context, session.id, actor)) ? 'expired' : outcome;
}

async function tryToComplete(
  context: BackendContext,
  session: SessionRow,
  actor: Actor,
): Promise<'completed' | 'refused' | null> {
  const claim = await claimSession(context, session.id);
  if (!claim) return null;
  try {
    await whileClaimed(context, claim, () => runCompletion(context, { claim, actor, sentParts: [] }));
    return 'completed';
  } catch (error) {
    if (error instanceof ApiError && verdicts.has(error.code)) return 'refused';
    throw error;
  } finally {
    await releaseClaim(context, claim);
  }
}

async function expireIfDue(context: BackendContext, sessionId: string, actor: Actor): Promise<boolean> {
  // Read again: what an attempt recorded is part of what has to be dropped.
  const session = await context.database
    .selectFrom('upload_sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .where('status', '=', 'uploading')
    .executeTakeFirst();
  if (!session || !isTimeOver(session, context.clock.now())) return false;
  return expireSession(context, session, actor);
}
