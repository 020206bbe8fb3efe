import type { Queryable, SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

/** The idle limit moves with every sign of life, and never past the hard one. */
export function nextExpiry(context: BackendContext, session: Pick<SessionRow, 'hard_expires_at'>): number {
  return Math.min(context.clock.now() + context.settings.sessionIdleMs, session.hard_expires_at);
}

/** Moves the idle limit of an open session. Answers false when it is no longer open or is being completed. */
export async function keepAlive(
  context: BackendContext,
  database: Queryable,
  session: SessionRow,
): Promise<boolean> {
  const now = context.clock.now();
  const { numUpdatedRows } = await database
    .updateTable('upload_sessions')
    .set({ expires_at: nextExpiry(context, session), updated_at: now })
    .where('id', '=', session.id)
    .where('status', '=', 'uploading')
    .where(({ eb, or }) => or([eb('claim_until', 'is', null), eb('claim_until', '<=', now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
