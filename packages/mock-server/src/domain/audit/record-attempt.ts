import type { Queryable } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Actor } from './record-transition.ts';

/** Something a job did or tried that is no change of a session's or file's state. */
export interface Attempt {
  readonly subject: 'job' | 'object' | 'workspace';
  /** The job's name, the object's key, the workspace's id. */
  readonly id: string;
  readonly outcome: string;
  readonly reason: string | null;
  /** Whose object it is; left out for what belongs to no tenant. */
  readonly owner?: { readonly tenantId: string; readonly workspaceId: string };
}

/** Writes the audit event of an attempt. */
export async function recordAttempt(
  context: BackendContext,
  database: Queryable,
  { actor, attempt }: { readonly actor: Actor; readonly attempt: Attempt },
): Promise<void> {
  const now = context.clock.now();
  await database
    .insertInto('audit_events')
    .values({
      id: context.identifiers.orderedUuid(now),
      tenant_id: attempt.owner?.tenantId ?? '',
      workspace_id: attempt.owner?.workspaceId ?? '',
      actor_id: actor.id,
      subject_type: attempt.subject,
      subject_id: attempt.id,
      from_status: null,
      to_status: attempt.outcome,
      reason: attempt.reason,
      request_id: actor.requestId,
      created_at: now,
    })
    .execute();
}
