import {
  canEntityMove,
  canFileMove,
  canSessionMove,
  type EntityStatus,
  type FileStatus,
  type SessionStatus,
} from '@holdfast/upload-manager/contract';
import type { DatabaseTransaction } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

/** Who moved something, for the audit trail. */
export interface Actor {
  readonly id: string;
  readonly requestId: string | null;
}

export type Transition = {
  readonly id: string;
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly reason?: string | null;
} & (
  | { readonly subject: 'session'; readonly from: SessionStatus | null; readonly to: SessionStatus }
  | { readonly subject: 'file'; readonly from: FileStatus | null; readonly to: FileStatus }
  | { readonly subject: 'entity'; readonly from: EntityStatus | null; readonly to: EntityStatus }
);

/** Writes one audit event, in the transaction of the change itself. A move the contract does not know is a bug. */
export async function recordTransition(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { actor, transition }: { readonly actor: Actor; readonly transition: Transition },
): Promise<void> {
  await recordTransitions(context, transaction, { actor, transitions: [transition] });
}

/** The same for changes that are made together; the trail tells them in this order. */
export async function recordTransitions(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { actor, transitions }: { readonly actor: Actor; readonly transitions: readonly Transition[] },
): Promise<void> {
  const now = context.clock.now();
  const events = transitions.map((transition) => {
    if (!isAllowed(transition)) {
      throw new Error(`A ${transition.subject} cannot move from ${transition.from} to ${transition.to}`);
    }
    return {
      id: context.identifiers.orderedUuid(now),
      tenant_id: transition.tenantId,
      workspace_id: transition.workspaceId,
      actor_id: actor.id,
      subject_type: transition.subject,
      subject_id: transition.id,
      from_status: transition.from,
      to_status: transition.to,
      reason: transition.reason ?? null,
      request_id: actor.requestId,
      created_at: now,
    };
  });
  await transaction.insertInto('audit_events').values(events).execute();
}

function isAllowed(transition: Transition): boolean {
  if (transition.subject === 'session') {
    if (transition.from === null) return transition.to === 'initiating';
    return canSessionMove(transition.from, transition.to);
  }
  if (transition.subject === 'entity') {
    if (transition.from === null) return transition.to === 'active';
    return canEntityMove(transition.from, transition.to);
  }
  if (transition.from === null) return transition.to === 'pending';
  return canFileMove(transition.from, transition.to);
}
