import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** How many there are: workspaces of a tenant, entities of a workspace that are not deleted for good. */
const thereAre = sql<number>`(case when scope = 'tenant'
  then (select count(*) from workspaces where workspaces.tenant_id = plan_counts.scope_id)
  else (select count(*) from entities where entities.workspace_id = plan_counts.scope_id
    and entities.kind = plan_counts.kind and entities.status <> 'deleted') end)`;
const isDrifted = sql<boolean>`used <> ${thereAre}`;

export interface CountedKind {
  readonly scope: 'tenant' | 'workspace';
  readonly scopeId: string;
  readonly kind: string;
}

/** Counts that differ from what there is, in pages. */
export async function countedKinds(
  database: Database,
  { after, limit }: { readonly after: readonly [string, string, string]; readonly limit: number },
): Promise<readonly (CountedKind & { readonly isDrifted: boolean })[]> {
  const rows = await database
    .selectFrom('plan_counts')
    .select([
      'scope',
      'scope_id',
      'kind',
      sql<number>`case when ${isDrifted} then 1 else 0 end`.as('drifted'),
    ])
    .where(sql<boolean>`(scope, scope_id, kind) > (${after[0]}, ${after[1]}, ${after[2]})`)
    .orderBy('scope')
    .orderBy('scope_id')
    .orderBy('kind')
    .limit(limit)
    .execute();
  return rows.map(({ scope, scope_id, kind, drifted }) => ({
    scope,
    scopeId: scope_id,
    kind,
    isDrifted: Number(drifted) === 1,
  }));
}

/** Sets a count to what there is; null when it agrees by now. The row is taken first, as whoever changes it does. */
export function repairCount(
  database: Database,
  { scope, scopeId, kind }: CountedKind,
): Promise<{ readonly usedBefore: number; readonly usedAfter: number } | null> {
  return database.transaction().execute(async (transaction) => {
    const ofCount = () =>
      transaction
        .updateTable('plan_counts')
        .where('scope', '=', scope)
        .where('scope_id', '=', scopeId)
        .where('kind', '=', kind);
    const before = await ofCount().set({ used: sql`used` }).returning('used').executeTakeFirst();
    const after = await ofCount()
      .set({ used: thereAre })
      .where(isDrifted)
      .returning('used')
      .executeTakeFirst();
    return before && after ? { usedBefore: before.used, usedAfter: after.used } : null;
  });
}
