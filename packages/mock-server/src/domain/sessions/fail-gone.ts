import type { SessionRow } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { endSession } from './end-session.ts';

/** Fails a session whose bytes storage no longer has, and gives its reservation back. */
export async function failGone(context: BackendContext, session: SessionRow, actor: Actor): Promise<void> {
  await context.database.transaction().execute((transaction) =>
    endSession(context, transaction, {
      session,
      to: 'failed',
      reason: 'gone',
      actor,
      claimToken: session.claim_token,
    }),
  );
}
