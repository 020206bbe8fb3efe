import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Claim } from './completion-claim.ts';
import { endSession } from './end-session.ts';
import { tryPurgeSession } from './purge-session.ts';

/**
 * Ends an upload whose single request failed: the file `failed`, its reservation given back, its bytes dropped. What ended
 * otherwise is left alone, and what cannot be ended now expires.
 */
export async function abandonReceiving(
  context: BackendContext,
  { session, token }: Claim,
  actor: Actor,
): Promise<void> {
  try {
    const ended = await context.database.transaction().execute(async (transaction) => {
      const current = await transaction
        .selectFrom('upload_sessions')
        .selectAll()
        .where('id', '=', session.id)
        .where('claim_token', '=', token)
        .executeTakeFirst();
      if (!current) return null;
      const end = {
        session: current,
        to: 'failed',
        reason: 'interrupted',
        actor,
        claimToken: token,
      } as const;
      return (await endSession(context, transaction, end)) ? current : null;
    });
    if (ended) await tryPurgeSession(context, ended);
  } catch (error) {
    // The failure on its way to the caller is the one that counts.
    context.log({ level: 'warn', event: 'session.abandon_failed', sessionId: session.id, error });
  }
}
