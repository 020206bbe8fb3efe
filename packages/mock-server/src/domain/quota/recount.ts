import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { type Drift, toDrift } from './drift.ts';

/**
 * What a workspace's contents take, and what its open uploads have reserved: the truth its counters follow. A content
 * that several files share is counted once, as long as storage has it.
 */
const usedOf = sql<number>`(
  (select coalesce(sum(blobs.size_bytes), 0) from blobs where blobs.workspace_id = workspaces.id)
  + (select coalesce(sum(files.size_bytes), 0) from files
     where files.workspace_id = workspaces.id and files.blob_id is null and files.status in ('active', 'deleting')))`;
const reservedOf = sql<number>`(select coalesce(sum(files.size_bytes), 0) from files
  where files.workspace_id = workspaces.id and files.status = 'pending')`;
const isDrifted = sql<boolean>`(used_bytes <> ${usedOf} or reserved_bytes <> ${reservedOf})`;

/** Workspaces whose counters differ from their rows. One statement sees one moment, so uploads under way are no drift. */
export async function driftedWorkspaces(
  database: Database,
  page: { readonly afterId: string; readonly limit: number },
): Promise<readonly { readonly id: string; readonly isDrifted: boolean }[]> {
  const rows = await database
    .selectFrom('workspaces')
    .select(['id', sql<number>`case when ${isDrifted} then 1 else 0 end`.as('drifted')])
    .where('id', '>', page.afterId)
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(({ id, drifted }) => ({ id, isDrifted: Number(drifted) === 1 }));
}

/**
 * Sets a workspace's counters to what its rows say; null when they already agree. Whoever changes a counter holds its row
 * until its own rows are committed, so the row is locked first: what is counted then is all that was ever added to it,
 * and whoever waits adds to the right number afterwards.
 */
export async function repairWorkspace(database: Database, workspaceId: string): Promise<Drift | null> {
  return database.transaction().execute(async (transaction) => {
    const before = await transaction
      .updateTable('workspaces')
      .set({ used_bytes: sql`used_bytes` })
      .where('id', '=', workspaceId)
      .returning(['used_bytes', 'reserved_bytes'])
      .executeTakeFirst();
    const after = await transaction
      .updateTable('workspaces')
      .set({ used_bytes: usedOf, reserved_bytes: reservedOf })
      .where('id', '=', workspaceId)
      .where(isDrifted)
      .returning(['used_bytes', 'reserved_bytes'])
      .executeTakeFirst();
    return toDrift(before, after);
  });
}
