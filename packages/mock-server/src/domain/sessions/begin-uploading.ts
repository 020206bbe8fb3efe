import type { DatabaseTransaction, SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import { type Actor, recordTransitions } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { inOrder } from '../in-order.ts';
import { nextExpiry } from './keep-alive.ts';

interface Beginning {
  /** Recorded at the same time, so that they end at the same time. */
  readonly sessions: readonly SessionRow[];
  readonly multipartId: string | null;
  readonly actor: Actor;
}

/** Lets bytes come for sessions in `initiating`, all or none, and answers them in their order. */
export async function beginUploading(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { sessions, multipartId, actor }: Beginning,
): Promise<readonly SessionRow[]> {
  const [first] = sessions;
  if (!first) return [];
  const ids = sessions.map(({ id }) => id);
  const begun = await transaction
    .updateTable('upload_sessions')
    .set({ status: 'uploading', multipart_id: multipartId, expires_at: nextExpiry(context, first) })
    .where('id', 'in', ids)
    .where('status', '=', 'initiating')
    .returningAll()
    .execute();
  if (begun.length !== ids.length) {
    throw new ApiError('session_state_conflict', `Upload session ${first.id} ended before it began`);
  }
  await recordTransitions(context, transaction, {
    actor,
    transitions: sessions.map(({ id, tenant_id, workspace_id }) => ({
      tenantId: tenant_id,
      workspaceId: workspace_id,
      subject: 'session',
      id,
      from: 'initiating',
      to: 'uploading',
    })),
  });
  return inOrder(begun, ids);
}
