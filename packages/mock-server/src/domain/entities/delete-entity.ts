import type { EntityRow } from '../../db/entity-tables.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Caller } from '../principal.ts';
import { eraseEntity } from './erase-entity.ts';
import { lockEntity, requireEntityRow } from './find-entity.ts';

/** Puts an entity into the trash, where its files stay; one that is there or gone already stays so. */
export async function trashEntity(context: BackendContext, caller: Caller, entityId: string): Promise<void> {
  const entity = await requireEntityRow(context, caller.principal, entityId);
  await moveEntity(context, { entity, to: 'trashed', actor: actorOf(caller) });
}

/**
 * Deletes an entity for good, everything below it, and every file that only they referred to; answers how many files.
 * Asking again finishes what a crash cut short and answers the same.
 */
export async function deleteEntity(
  context: BackendContext,
  caller: Caller,
  entityId: string,
): Promise<number> {
  const entity = await requireEntityRow(context, caller.principal, entityId);
  const actor = actorOf(caller);
  if (entity.status !== 'deleted') {
    await moveEntity(context, { entity, to: 'deleting', actor });
    await context.crash('entity-deletion-recorded');
    await eraseEntity(context, entity, actor);
  }
  return (await requireEntityRow(context, caller.principal, entityId)).deleted_files;
}

interface Move {
  readonly entity: EntityRow;
  readonly to: 'trashed' | 'deleting';
  readonly actor: Actor;
}

/** Moves an entity that is there; one that is on its way out, or where it should be, stays. */
async function moveEntity(context: BackendContext, { entity, to, actor }: Move): Promise<void> {
  await context.database.transaction().execute(async (transaction) => {
    const before = await lockEntity(transaction, entity);
    if (!before || before.status === to) return;
    const now = context.clock.now();
    await transaction
      .updateTable('entities')
      .set({ status: to, updated_at: now, ...(to === 'trashed' ? { trashed_at: now } : {}) })
      .where('id', '=', before.id)
      .execute();
    await recordTransition(context, transaction, {
      actor,
      transition: {
        tenantId: before.tenant_id,
        workspaceId: before.workspace_id,
        subject: 'entity',
        id: before.id,
        from: before.status,
        to,
      },
    });
  });
}

function actorOf({ principal, requestId }: Caller): Actor {
  return { id: principal.userId, requestId };
}
