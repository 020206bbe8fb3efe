import { sql } from 'kysely';
import type { EntityRow } from '../../db/entity-tables.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { givePlaceBack } from '../quota/counts.ts';
import { finishRelease } from '../references/finish-release.ts';
import { releaseFiles } from '../references/release-files.ts';

const batchSize = 100;

type Erased = Pick<EntityRow, 'id' | 'tenant_id' | 'workspace_id' | 'kind'>;

/**
 * Erases an entity in `deleting` and everything below it, with the files that only they referred to. Each step is one
 * transaction and can be repeated, so whoever comes after a crash goes on. The number of files is kept in the row of the
 * entity whose deletion was asked for.
 */
export async function eraseEntity(context: BackendContext, root: Erased, actor: Actor): Promise<void> {
  const tree = await markBelow(context, root, actor);
  // What is below goes first: as long as something is left, there is a way to it.
  for (const entity of tree.toReversed()) {
    await releaseAll(context, { entity, root, actor });
    await markDeleted(context, entity, actor);
  }
}

/** Decides that everything below goes as well, level by level; answers all of it, from the top. */
async function markBelow(context: BackendContext, root: Erased, actor: Actor): Promise<readonly Erased[]> {
  const tree: Erased[] = [root];
  for (let next = 0; next < tree.length; next += 1) {
    const parent = tree[next];
    if (!parent) break;
    tree.push(...(await markChildren(context, parent, actor)));
  }
  return tree;
}

function markChildren(context: BackendContext, parent: Erased, actor: Actor): Promise<readonly Erased[]> {
  return context.database.transaction().execute(async (transaction) => {
    const children = await transaction
      .selectFrom('entities')
      .selectAll()
      .where('parent_id', '=', parent.id)
      .where('tenant_id', '=', parent.tenant_id)
      .where('status', '!=', 'deleted')
      .execute();
    for (const { id, status } of children) {
      if (status === 'deleting') continue;
      const { numUpdatedRows } = await transaction
        .updateTable('entities')
        .set({ status: 'deleting', updated_at: context.clock.now() })
        .where('id', '=', id)
        .where('status', '=', status)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) continue;
      await recordTransition(context, transaction, {
        actor,
        transition: {
          tenantId: parent.tenant_id,
          workspaceId: parent.workspace_id,
          subject: 'entity',
          id,
          from: status,
          to: 'deleting',
        },
      });
    }
    return children;
  });
}

interface EntityRelease {
  readonly entity: Erased;
  readonly root: Erased;
  readonly actor: Actor;
}

/** Takes the entity's references away, batch by batch, also those that a client had named it with. */
async function releaseAll(context: BackendContext, { entity, root, actor }: EntityRelease): Promise<void> {
  for (;;) {
    const batch = await context.database
      .selectFrom('file_references')
      .select('file_id')
      .distinct()
      .where('reference_id', '=', entity.id)
      .where('tenant_id', '=', entity.tenant_id)
      .where('workspace_id', '=', entity.workspace_id)
      .orderBy('file_id')
      .limit(batchSize)
      .execute();
    if (batch.length === 0) return;
    const released = await context.database.transaction().execute(async (transaction) => {
      const files = await releaseFiles(context, transaction, {
        tenantId: entity.tenant_id,
        workspaceIds: [entity.workspace_id],
        fileIds: batch.map(({ file_id }) => file_id),
        removeReferences: (fileIds) =>
          transaction
            .deleteFrom('file_references')
            .where('file_id', 'in', [...fileIds])
            .where('reference_id', '=', entity.id)
            .execute(),
        actor,
      });
      await transaction
        .updateTable('entities')
        .set({ deleted_files: sql`deleted_files + ${files.files.length}` })
        .where('id', '=', root.id)
        .execute();
      return files;
    });
    await context.crash('deletion-recorded');
    await finishRelease(context, released, actor);
  }
}

/** The row stays, without its attributes: deleting again answers the same, and nothing else finds it. */
async function markDeleted(context: BackendContext, entity: Erased, actor: Actor): Promise<void> {
  await context.database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('entities')
      .set({ status: 'deleted', attributes: '{}', updated_at: context.clock.now() })
      .where('id', '=', entity.id)
      .where('status', '=', 'deleting')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    const { id, tenant_id, workspace_id, kind } = entity;
    await givePlaceBack(transaction, { home: { id: workspace_id, tenant_id }, kind });
    await recordTransition(context, transaction, {
      actor,
      transition: {
        tenantId: tenant_id,
        workspaceId: workspace_id,
        subject: 'entity',
        id,
        from: 'deleting',
        to: 'deleted',
      },
    });
  });
}
