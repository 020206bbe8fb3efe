import type { CreateEntityRequest, Entity } from '@holdfast/upload-manager/contract';
import type { EntityRow } from '../../db/entity-tables.ts';
import type { DatabaseTransaction, WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import { recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { idempotencyScope } from '../idempotency/idempotency.ts';
import { runOnce } from '../idempotency/run-once.ts';
import type { Caller } from '../principal.ts';
import { takePlace, workspaceKind } from '../quota/counts.ts';
import { lockEntity } from './find-entity.ts';
import { resolveFiles } from './resolve-files.ts';
import { showEntity } from './show-entities.ts';
import { syncReferences } from './sync-references.ts';
import { trashTimes } from './trash.ts';

export interface EntityCreation {
  readonly workspace: WorkspaceRow;
  readonly fields: CreateEntityRequest;
  readonly key: string | undefined;
}

/** Makes an entity, takes its place in the plan and refers to the files its attributes name: all of it or nothing. */
export async function createEntity(
  context: BackendContext,
  caller: Caller,
  { workspace, fields, key }: EntityCreation,
): Promise<Entity> {
  const { kind, attributes } = fields;
  if (kind === workspaceKind) {
    throw new ApiError('invalid_request', 'Workspaces are made by their own route, not as entities');
  }
  const { principal } = caller;
  const scope = key === undefined ? null : idempotencyScope(principal, 'createEntity', key);
  return runOnce<Entity>(context, {
    scope,
    fields: { workspace_id: workspace.id, ...fields },
    work: async (keep) => {
      const mentioned = await resolveFiles(context, { workspace, kind, attributes });
      return context.database.transaction().execute(async (transaction) => {
        const row = newRow(context, caller, { workspace, fields });
        await requireParent(transaction, row);
        await takePlace(context, transaction, { home: workspace, kind });
        await transaction.insertInto('entities').values(row).execute();
        const actor = { id: principal.userId, requestId: caller.requestId };
        await recordTransition(context, transaction, {
          actor,
          transition: {
            tenantId: row.tenant_id,
            workspaceId: row.workspace_id,
            subject: 'entity',
            id: row.id,
            from: null,
            to: 'active',
          },
        });
        await syncReferences(context, transaction, {
          entity: row,
          mentioned,
          userId: principal.userId,
          actor,
        });
        const entity = await showEntity(transaction, row);
        await keep(transaction, entity);
        return entity;
      });
    },
  });
}

function newRow(
  { identifiers, clock }: BackendContext,
  { principal }: Caller,
  { workspace, fields }: Pick<EntityCreation, 'workspace' | 'fields'>,
): EntityRow {
  const now = clock.now();
  return {
    id: identifiers.uuid(),
    tenant_id: workspace.tenant_id,
    workspace_id: workspace.id,
    user_id: principal.userId,
    kind: fields.kind,
    parent_id: fields.parent_id ?? null,
    status: 'active',
    attributes: JSON.stringify(fields.attributes),
    deleted_files: 0,
    trashed_at: null,
    created_at: now,
    updated_at: now,
  };
}

/** The parent is taken until the child is there: a parent that is being deleted gets no more children. */
async function requireParent(transaction: DatabaseTransaction, child: EntityRow): Promise<void> {
  if (child.parent_id === null) return;
  const parent = await lockEntity(transaction, { id: child.parent_id, tenant_id: child.tenant_id });
  if (parent?.workspace_id !== child.workspace_id) {
    throw new ApiError('not_found', 'There is no such parent entity');
  }
  const isInTrash = (await trashTimes(transaction, [parent])).size > 0;
  if (isInTrash) throw new ApiError('invalid_request', 'The parent entity is in the trash');
}
