import type { WorkspaceQuota } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction, WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { planOf } from '../workspaces/plan-catalog.ts';
import type { Charge } from './charge.ts';
import { countsOf } from './counts.ts';
import { quotaLevel } from './quota-level.ts';
import {
  chargeUser,
  freeUserBytes,
  releaseUserBytes,
  reserveUserBytes,
  settleUserBytes,
} from './user-quota.ts';

/**
 * Reserves bytes for a workspace and its user, or rejects with `quota_exceeded`. One conditional UPDATE decides, so that no number of
 * callers at once gets past the limit together.
 */
export async function reserveBytes(
  context: BackendContext,
  transaction: DatabaseTransaction,
  charge: Charge,
): Promise<void> {
  const workspace = await transaction
    .selectFrom('workspaces')
    .selectAll()
    .where('id', '=', charge.workspaceId)
    .executeTakeFirstOrThrow();
  const plan = planOf(context, workspace.plan);
  // What is added up must stay an exact number in JSON, also where the plan has no limit.
  const limitBytes = plan.limit_bytes ?? Number.MAX_SAFE_INTEGER;
  const { numUpdatedRows } = await transaction
    .updateTable('workspaces')
    .set({ reserved_bytes: sql`reserved_bytes + ${charge.sizeBytes}` })
    .where('id', '=', charge.workspaceId)
    .where(sql<boolean>`used_bytes + reserved_bytes + ${charge.sizeBytes} <= ${limitBytes}`)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return reserveUserBytes(context, transaction, { charge, plan });
  throw new ApiError(
    'quota_exceeded',
    `The plan ${plan.name} has no room for ${charge.sizeBytes} more bytes`,
    {
      fields: {
        scope: 'workspace',
        limit_bytes: plan.limit_bytes,
        used_bytes: workspace.used_bytes,
        reserved_bytes: workspace.reserved_bytes,
        requested_bytes: charge.sizeBytes,
        plan: workspace.plan,
        ...(plan.upgrade_url ? { upgrade_url: plan.upgrade_url } : {}),
      },
    },
  );
}

/** Gives a reservation back. Only called in the transaction whose state change ends the upload, hence exactly once. */
export async function releaseBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ reserved_bytes: sql`reserved_bytes - ${charge.sizeBytes}` })
    .where('id', '=', charge.workspaceId)
    .execute();
  await releaseUserBytes(transaction, charge);
}

/** Turns a reservation into use. Only called in the transaction that makes the file active. */
export async function settleBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({
      reserved_bytes: sql`reserved_bytes - ${charge.sizeBytes}`,
      used_bytes: sql`used_bytes + ${charge.sizeBytes}`,
    })
    .where('id', '=', charge.workspaceId)
    .execute();
  await settleUserBytes(transaction, charge);
}

/** Counts bytes that were in storage before anybody asked: they may go past the limit, and new uploads wait then. */
export async function chargeFound(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ used_bytes: sql`used_bytes + ${charge.sizeBytes}` })
    .where('id', '=', charge.workspaceId)
    .execute();
  await chargeUser(transaction, charge);
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

/** Turns a reservation into use where the bytes were stored before: the workspace pays for them once, each user for its files. */
export async function settleSharedBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ reserved_bytes: sql`reserved_bytes - ${charge.sizeBytes}` })
    .where('id', '=', charge.workspaceId)
    .execute();
  await settleUserBytes(transaction, charge);
}

/** Gives used bytes back. Only called in the transaction that makes the file `deleted`. */
export async function freeBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await transaction
    .updateTable('workspaces')
    .set({ used_bytes: sql`used_bytes - ${charge.sizeBytes}` })
    .where('id', '=', charge.workspaceId)
    .execute();
  await freeUserBytes(transaction, charge);
}

/** Gives used bytes back to the user alone: others still have the content, and the workspace stores it for them. */
export async function freeSharedBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await freeUserBytes(transaction, charge);
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
    counts: await countsOf(context.database, workspace, plan),
  };
}
