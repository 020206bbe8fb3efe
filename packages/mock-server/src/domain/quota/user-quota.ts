import type { Plan } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import type { Charge } from './charge.ts';

// A user is charged for each of its files in whatever workspace of the tenant. Rows are always changed after the
// workspace's, so that no two requests wait for each other crosswise.

/** What one user may take over all workspaces; null for no limit. A plan that says nothing leaves it to the configuration. */
export function userLimitOf({ settings }: BackendContext, plan: Plan): number | null {
  return plan.user_limit_bytes === undefined ? settings.userLimitBytes : plan.user_limit_bytes;
}

/** Reserves bytes for a user, or rejects with `quota_exceeded`; one conditional statement decides. */
export async function reserveUserBytes(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { charge, plan }: { readonly charge: Charge; readonly plan: Plan },
): Promise<void> {
  const limit = userLimitOf(context, plan);
  const limitBytes = limit ?? Number.MAX_SAFE_INTEGER;
  if (charge.sizeBytes <= limitBytes && (await takeBytes(transaction, charge, limitBytes))) return;
  const taken = await userUsage(transaction, charge);
  throw new ApiError(
    'quota_exceeded',
    `The plan ${plan.name} has no room for ${charge.sizeBytes} more bytes of this user`,
    {
      fields: {
        scope: 'user',
        limit_bytes: limit,
        used_bytes: taken.usedBytes,
        reserved_bytes: taken.reservedBytes,
        requested_bytes: charge.sizeBytes,
        plan: plan.id,
        ...(plan.upgrade_url ? { upgrade_url: plan.upgrade_url } : {}),
      },
    },
  );
}

async function takeBytes(
  transaction: DatabaseTransaction,
  { tenantId, userId, sizeBytes }: Charge,
  limitBytes: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('users')
    .values({ tenant_id: tenantId, user_id: userId, used_bytes: 0, reserved_bytes: sizeBytes })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet({ reserved_bytes: sql`users.reserved_bytes + ${sizeBytes}` })
        .where(sql<boolean>`users.used_bytes + users.reserved_bytes + ${sizeBytes} <= ${limitBytes}`),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function releaseUserBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await ofUser(transaction, charge)
    .set({ reserved_bytes: sql`reserved_bytes - ${charge.sizeBytes}` })
    .execute();
}

export async function settleUserBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await ofUser(transaction, charge)
    .set({
      reserved_bytes: sql`reserved_bytes - ${charge.sizeBytes}`,
      used_bytes: sql`used_bytes + ${charge.sizeBytes}`,
    })
    .execute();
}

export async function chargeUser(
  transaction: DatabaseTransaction,
  { tenantId, userId, sizeBytes }: Charge,
): Promise<void> {
  await transaction
    .insertInto('users')
    .values({ tenant_id: tenantId, user_id: userId, used_bytes: sizeBytes, reserved_bytes: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet({ used_bytes: sql`users.used_bytes + ${sizeBytes}` }),
    )
    .execute();
}

export async function freeUserBytes(transaction: DatabaseTransaction, charge: Charge): Promise<void> {
  await ofUser(transaction, charge)
    .set({ used_bytes: sql`used_bytes - ${charge.sizeBytes}` })
    .execute();
}

function ofUser(transaction: DatabaseTransaction, { tenantId, userId }: Charge) {
  return transaction.updateTable('users').where('tenant_id', '=', tenantId).where('user_id', '=', userId);
}

/** What a user's files take; nothing for a user who never uploaded. */
export async function userUsage(
  database: Queryable,
  { tenantId, userId }: Pick<Charge, 'tenantId' | 'userId'>,
): Promise<{ readonly usedBytes: number; readonly reservedBytes: number }> {
  const row = await database
    .selectFrom('users')
    .select(['used_bytes', 'reserved_bytes'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return { usedBytes: row?.used_bytes ?? 0, reservedBytes: row?.reserved_bytes ?? 0 };
}
