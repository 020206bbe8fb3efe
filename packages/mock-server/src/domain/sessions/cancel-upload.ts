import { isTerminalSession } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import type { Completions } from './complete-upload.ts';
import { endSession } from './end-session.ts';
import { touchSession } from './find-session.ts';
import { tryPurgeSession } from './purge-session.ts';
import { isClaimed } from './require-open.ts';

/**
 * Cancels an open session; one that has ended is answered as it is. When somebody is completing it, the outcome of that
 * decides: it is completed or cancelled, never both.
 */
export async function cancelUpload(
  context: BackendContext,
  completions: Completions,
  { caller, sessionId }: { readonly caller: Caller; readonly sessionId: string },
): Promise<SessionRow> {
  for (;;) {
    const session = await touchSession(context, caller, sessionId);
    if (isTerminalSession(session.status)) return session;
    if (isClaimed(session, context.clock.now())) {
      await completions.settled(caller, sessionId);
      continue;
    }
    const actor = { id: caller.principal.userId, requestId: caller.requestId };
    const hasEnded = await context.database
      .transaction()
      .execute((transaction) =>
        endSession(context, transaction, { session, to: 'cancelled', reason: null, actor, claimToken: null }),
      );
    if (hasEnded) await tryPurgeSession(context, session);
  }
}
