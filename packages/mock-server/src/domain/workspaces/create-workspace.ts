import type { CreateWorkspaceRequest, Workspace } from '@holdfast/upload-manager/contract';
import type { WorkspaceRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { idempotencyScope } from '../idempotency/idempotency.ts';
import { runOnce } from '../idempotency/run-once.ts';
import type { Caller, Principal } from '../principal.ts';
import { takePlace, workspaceKind } from '../quota/counts.ts';
import { requireWorkspace, toWorkspace } from './workspaces.ts';

/**
 * Makes a workspace of the caller's tenant, with the caller as its first member. The plan of the caller's default
 * workspace decides how many there may be, and is the new one's plan.
 */
export async function createWorkspace(
  context: BackendContext,
  { principal }: Caller,
  { fields, key }: { readonly fields: CreateWorkspaceRequest; readonly key: string | undefined },
): Promise<Workspace> {
  return runOnce<Workspace>(context, {
    scope: key === undefined ? null : idempotencyScope(principal, 'createWorkspace', key),
    fields,
    work: async (keep) => {
      const row = await newWorkspace(context, principal, fields);
      return context.database.transaction().execute(async (transaction) => {
        await takePlace(context, transaction, { home: row, kind: workspaceKind });
        await transaction.insertInto('workspaces').values(row).execute();
        await transaction
          .insertInto('memberships')
          .values({
            tenant_id: principal.tenantId,
            user_id: principal.userId,
            workspace_id: row.id,
            created_at: row.created_at,
          })
          .execute();
        const workspace = toWorkspace(row, principal.workspaceIds.length === 0);
        await keep(transaction, workspace);
        return workspace;
      });
    },
  });
}

async function newWorkspace(
  context: BackendContext,
  principal: Principal,
  { name }: CreateWorkspaceRequest,
): Promise<WorkspaceRow> {
  const { identifiers, clock, settings } = context;
  const hasHome = principal.workspaceIds.length > 0;
  const plan = hasHome ? (await requireWorkspace(context, principal, undefined)).plan : settings.defaultPlan;
  return {
    id: identifiers.uuid(),
    tenant_id: principal.tenantId,
    name,
    plan,
    used_bytes: 0,
    reserved_bytes: 0,
    created_at: clock.now(),
  };
}
