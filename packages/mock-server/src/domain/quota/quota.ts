import type { WorkspaceQuota } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable, WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { planOf } from '../workspaces/plan-catalog.ts';
import { quotaLevel } from './quota-level.ts';

/**
 * Reserves bytes in a workspace, or rejects with `quota_exceeded`. One conditional UPDATE decides, so that no number of
 * callers at once gets past the limit together.
 */
export async function reserveBytes(
  context: BackendContext,
  transaction: DatabaseTransaction,
  request: { readonly workspaceId: string; readonly sizeBytes: number },
): Promise<void> {
  const workspace = await transaction
    .selectFrom('workspaces')
    .selectAll()
    .where('id', '=', request.workspaceId)
    .executeTakeFirstOrThrow();
  const plan = planOf(context, workspace.plan);
  // What is added up must stay an exact number in JSON, also where the plan has no limit.
  const limitBytes = plan.limit_bytes ?? Number.MAX_SAFE_INTEGER;
  const { numUpdatedRows } = await transaction
    .updateTable('workspaces')
    .set({ reserved_bytes: sql`reserved_bytes + ${request.sizeBytes}` })
    .where('id', '=', request.workspaceId)
    .where(sql<boolean>`used_bytes + reserved_bytes + ${request.sizeBytes} <= ${limitBytes}`)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return;
  throw new ApiError(
    'quota_exceeded',
    `The plan ${plan.name} has no room for ${request.sizeBytes} more bytes`,
    {
      fields: {
        limit_bytes: plan.limit_bytes,
        used_bytes: workspace.used_bytes,
        reserved_bytes: workspace.reserved_bytes,
        requested_bytes: request.sizeBytes,
        plan: workspace.plan,
        ...(plan.upgrade_url ? { upgrade_url: plan.upgrade_url } : {}),
      },
    },
  );
}

/** Gives a reservation back. Only called in the transaction whose state change ends the upload, hence exactly once. */
export async function releaseBytes(
  transaction: DatabaseTransaction,
  request: { readonly workspaceId: string; readonly sizeBytes: number },
): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ reserved_bytes: sql`reserved_bytes - ${request.sizeBytes}` })
    .where('id', '=', request.workspaceId)
    .execute();
}

/** Turns a reservation into use. Only called in the transaction that makes the file active. */
export async function settleBytes(
  transaction: DatabaseTransaction,
  request: { readonly workspaceId: string; readonly sizeBytes: number },
): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({
      reserved_bytes: sql`reserved_bytes - ${request.sizeBytes}`,
      used_bytes: sql`used_bytes + ${request.sizeBytes}`,
    })
    .where('id', '=', request.workspaceId)
    .execute();
}

/** Adds bytes that are there already, whatever the limit says. Only called in the transaction that records them. */
export async function chargeBytes(
  transaction: DatabaseTransaction,
  request: { readonly workspaceId: string; readonly sizeBytes: number },
): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ used_bytes: sql`used_bytes + ${request.sizeBytes}` })
    .where('id', '=', request.workspaceId)
    .execute();
}

/** Gives used bytes back. Only called in the transaction that makes the file `deleted`. */
export async function freeBytes(
  transaction: DatabaseTransaction,
  request: { readonly workspaceId: string; readonly sizeBytes: number },
): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ used_bytes: sql`used_bytes - ${request.sizeBytes}` })
    .where('id', '=', request.workspaceId)
    .execute();
}

/** A workspace's quota as its members see it. */
export async function quotaOf(context: BackendContext, workspace: WorkspaceRow): Promise<WorkspaceQuota> {
  const plan = planOf(context, workspace.plan);
  const takenBytes = workspace.used_bytes + workspace.reserved_bytes;
  return {
    workspace_id: workspace.id,
    plan: plan.id,
    limit_bytes: plan.limit_bytes,
    used_bytes: workspace.used_bytes,
    reserved_bytes: workspace.reserved_bytes,
    available_bytes: plan.limit_bytes === null ? null : Math.max(0, plan.limit_bytes - takenBytes),
    level: quotaLevel(takenBytes, plan.limit_bytes),
    max_file_bytes: plan.max_file_bytes,
    counts: await countsOf(context.database, workspace, plan.counts),
  };
}

/** Workspaces are the only kind there is to count so far. */
async function countsOf(
  database: Queryable,
  workspace: WorkspaceRow,
  planCounts: Readonly<Record<string, number | null>>,
): Promise<WorkspaceQuota['counts']> {
  const kinds = Object.entries(planCounts);
  if (kinds.length === 0) return {};
  const { total } = await database
    .selectFrom('workspaces')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('tenant_id', '=', workspace.tenant_id)
    .executeTakeFirstOrThrow();
  return Object.fromEntries(
    kinds.map(([kind, limit]) => [kind, { used: kind === 'workspace' ? Number(total) : 0, limit }]),
  );
}
