import type { SessionStatus } from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction, SessionFailure, SessionRow } from '../../db/schema.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { chargeOf } from '../quota/charge.ts';
import { releaseBytes } from '../quota/quota.ts';

export interface SessionEnd {
  readonly session: SessionRow;
  readonly to: Extract<SessionStatus, 'failed' | 'cancelled'>;
  readonly reason: SessionFailure | null;
  readonly actor: Actor;
  /** The claim of whoever ends it; null ends only what nobody is completing. */
  readonly claimToken: string | null;
}

/**
 * Fails or cancels a session with its file and gives the reservation back, all in the transaction of the state change.
 * Answers false, and changes nothing, when the session has moved on or somebody else is completing it.
 */
export async function endSession(
  context: BackendContext,
  transaction: DatabaseTransaction,
  end: SessionEnd,
): Promise<boolean> {
  const { session, to, reason, actor, claimToken } = end;
  const now = context.clock.now();
  const { numUpdatedRows } = await transaction
    .updateTable('upload_sessions')
    .set({ status: to, failure_reason: reason, claim_token: null, claim_until: null, updated_at: now })
    .where('id', '=', session.id)
    .where('status', '=', session.status)
    .where(({ eb, or }) =>
      claimToken === null
        ? or([eb('claim_until', 'is', null), eb('claim_until', '<=', now)])
        : eb('claim_token', '=', claimToken),
    )
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;

  await transaction
    .updateTable('files')
    .set({ status: 'failed', failure_reason: reason ?? to, updated_at: now })
    .where('id', '=', session.file_id)
    .where('status', '=', 'pending')
    .execute();
  await releaseBytes(transaction, chargeOf(session, session.file_size));

  const place = { tenantId: session.tenant_id, workspaceId: session.workspace_id, reason: reason ?? to };
  await recordTransition(context, transaction, {
    actor,
    transition: { ...place, subject: 'session', id: session.id, from: session.status, to },
  });
  await recordTransition(context, transaction, {
    actor,
    transition: { ...place, subject: 'file', id: session.file_id, from: 'pending', to: 'failed' },
  });
  return true;
}
