import type { Schema } from '../../db/schema.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { sha256Text } from '../encoding.ts';
import type { TaskRow } from './task.ts';

export interface NewTask {
  readonly kind: Schema['background_tasks']['kind'];
  readonly tenantId: string;
  /** What it is about. */
  readonly subject: string;
  /** What the kind of task needs to know. */
  readonly request: object;
  readonly actor: Actor;
  /**
   * What becomes of one that asks for the same and is still running: it starts over, or it goes on, keeps what it has
   * counted, and looks once more when it is through.
   */
  readonly whenRunning: 'start-over' | 'look-again';
}

/** When a task that is running was asked for once more; no two times are alike. */
export interface AskedAgain {
  readonly askedAtMs: number;
  readonly asking: string;
}

/** Records a task. One that asks for the same and is still running also covers what came since it began. */
export async function startTask(context: BackendContext, task: NewTask): Promise<TaskRow> {
  const { database, clock, identifiers } = context;
  const now = clock.now();
  const request = JSON.stringify(task.request);
  const beginning = {
    progress: null,
    attempts: 0,
    due_at: now,
    lease_token: null,
    lease_until: null,
    requested_by: task.actor.id,
    request_id: task.actor.requestId,
    started_at: now,
    updated_at: now,
    finished_at: null,
  };
  const again: AskedAgain = { askedAtMs: now, asking: identifiers.uuid() };
  const change =
    task.whenRunning === 'start-over'
      ? beginning
      : { request: JSON.stringify({ ...task.request, ...again }), due_at: now, attempts: 0 };
  const place = {
    kind: task.kind,
    tenant_id: task.tenantId,
    subject: task.subject,
    scope: await sha256Text(request),
  };
  for (;;) {
    const inserted = await database
      .insertInto('background_tasks')
      .values({ ...place, ...beginning, request, id: identifiers.uuid(), state: 'running' })
      // One running task for each place: a partial unique index.
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (inserted) return inserted;
    const running = await database
      .updateTable('background_tasks')
      .set(change)
      .where('kind', '=', place.kind)
      .where('tenant_id', '=', place.tenant_id)
      .where('subject', '=', place.subject)
      .where('scope', '=', place.scope)
      .where('state', '=', 'running')
      .returningAll()
      .executeTakeFirst();
    // It may have ended between the two statements.
    if (running) return running;
  }
}
