import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type Drift, toDrift } from './drift.ts';

/** What a user's own files take, whether or not others share their bytes: the truth its counters follow. */
const usedOf = sql<number>`(select coalesce(sum(files.size_bytes), 0) from files where files.tenant_id = users.tenant_id
  and files.user_id = users.user_id and files.status in ('active', 'deleting'))`;
const reservedOf = sql<number>`(select coalesce(sum(files.size_bytes), 0) from files where files.tenant_id = users.tenant_id
  and files.user_id = users.user_id and files.status = 'pending')`;
const isDrifted = sql<boolean>`(used_bytes <> ${usedOf} or reserved_bytes <> ${reservedOf})`;

export interface CountedUser {
  readonly tenantId: string;
  readonly userId: string;
}

/** Users whose counters differ from their rows, in pages. One statement sees one moment, so uploads under way are no drift. */
export async function countedUsers(
  database: Database,
  page: { readonly after: CountedUser; readonly limit: number },
): Promise<readonly (CountedUser & { readonly isDrifted: boolean })[]> {
  const { tenantId, userId } = page.after;
  const rows = await database
    .selectFrom('users')
    .select(['tenant_id', 'user_id', sql<number>`case when ${isDrifted} then 1 else 0 end`.as('drifted')])
    .where(({ eb, refTuple, tuple }) => eb(refTuple('tenant_id', 'user_id'), '>', tuple(tenantId, userId)))
    .orderBy('tenant_id')
    .orderBy('user_id')
    .limit(page.limit)
    .execute();
  return rows.map(({ tenant_id, user_id, drifted }) => ({
    tenantId: tenant_id,
    userId: user_id,
    isDrifted: Number(drifted) === 1,
  }));
}

/**
 * Sets a user's counters to what its rows say; null when they agree by now. The row is taken first: whoever changes it
 * holds it until its own rows are committed, so what is counted then is all that was ever added.
 */
export function repairUser(database: Database, { tenantId, userId }: CountedUser): Promise<Drift | null> {
  return database.transaction().execute(async (transaction) => {
    const ofUser = () =>
      transaction.updateTable('users').where('tenant_id', '=', tenantId).where('user_id', '=', userId);
    const before = await ofUser()
      .set({ used_bytes: sql`used_bytes` })
      .returning(['used_bytes', 'reserved_bytes'])
      .executeTakeFirst();
    const after = await ofUser()
      .set({ used_bytes: usedOf, reserved_bytes: reservedOf })
      .where(isDrifted)
      .returning(['used_bytes', 'reserved_bytes'])
      .executeTakeFirst();
    return toDrift(before, after);
  });
}
