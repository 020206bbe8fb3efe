import type { Plan } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction, Queryable, WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { planOf } from '../workspaces/plan-catalog.ts';

// Every kind is counted, also those no plan names: a plan that limits it later starts from the truth. Workspaces are
// counted for their tenant, entities for their workspace. What is in the trash counts until it is deleted for good, so
// that it can always be taken back.

export const workspaceKind = 'workspace';

type Home = Pick<WorkspaceRow, 'id' | 'tenant_id' | 'plan'>;

interface Counter {
  readonly scope: 'tenant' | 'workspace';
  readonly scope_id: string;
  readonly kind: string;
}

function counterOf(home: Pick<Home, 'id' | 'tenant_id'>, kind: string): Counter {
  if (kind === workspaceKind) return { scope: 'tenant', scope_id: home.tenant_id, kind };
  return { scope: 'workspace', scope_id: home.id, kind };
}

/** How many of a kind a plan allows; null for any number. */
function limitOf(plan: Plan, kind: string): number | null {
  // A kind may be called `constructor`.
  return Object.hasOwn(plan.counts, kind) ? (plan.counts[kind] ?? null) : null;
}

/** Takes a place for one more of a kind, or rejects with `plan_limit_reached`; one conditional statement decides. */
export async function takePlace(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { home, kind }: { readonly home: Home; readonly kind: string },
): Promise<void> {
  const plan = planOf(context, home.plan);
  const limit = limitOf(plan, kind);
  const counter = counterOf(home, kind);
  if (await addPlaces(transaction, { counter, added: 1, limit: limit ?? Number.MAX_SAFE_INTEGER })) return;
  const used = await usedPlaces(transaction, counter);
  throw new ApiError('plan_limit_reached', `The plan ${plan.name} allows ${limit} of the kind ${kind}`, {
    fields: {
      kind,
      limit,
      used,
      plan: plan.id,
      ...(plan.upgrade_url ? { upgrade_url: plan.upgrade_url } : {}),
    },
  });
}

/** Counts workspaces that configuration or a host's credentials brought: what an operator gives is not limited. */
export async function countWorkspaces(
  transaction: DatabaseTransaction,
  { tenantId, added }: { readonly tenantId: string; readonly added: number },
): Promise<void> {
  const counter: Counter = { scope: 'tenant', scope_id: tenantId, kind: workspaceKind };
  await addPlaces(transaction, { counter, added, limit: Number.MAX_SAFE_INTEGER });
}

interface Addition {
  readonly counter: Counter;
  readonly added: number;
  readonly limit: number;
}

async function addPlaces(
  transaction: DatabaseTransaction,
  { counter, added, limit }: Addition,
): Promise<boolean> {
  if (added > limit) return false;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('plan_counts')
    .values({ ...counter, used: added })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'scope_id', 'kind'])
        .doUpdateSet({ used: sql`plan_counts.used + ${added}` })
        .where(sql<boolean>`plan_counts.used + ${added} <= ${limit}`),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Gives the place of an entity back. Only called in the transaction that makes the entity `deleted`. */
export async function givePlaceBack(
  transaction: DatabaseTransaction,
  { home, kind }: { readonly home: Pick<Home, 'id' | 'tenant_id'>; readonly kind: string },
): Promise<void> {
  await ofCounter(transaction.updateTable('plan_counts'), counterOf(home, kind))
    .set({ used: sql`used - 1` })
    .execute();
}

async function usedPlaces(database: Queryable, counter: Counter): Promise<number> {
  const row = await ofCounter(database.selectFrom('plan_counts').select('used'), counter).executeTakeFirst();
  return row?.used ?? 0;
}

interface Filterable {
  where(column: 'scope' | 'scope_id' | 'kind', operator: '=', value: string): this;
}

function ofCounter<Query extends Filterable>(query: Query, { scope, scope_id, kind }: Counter): Query {
  return query.where('scope', '=', scope).where('scope_id', '=', scope_id).where('kind', '=', kind);
}

/** What a workspace has of each kind its plan names. */
export async function countsOf(
  database: Queryable,
  home: Home,
  plan: Plan,
): Promise<Record<string, { used: number; limit: number | null }>> {
  const kinds = Object.keys(plan.counts);
  const entries = await Promise.all(
    kinds.map(async (kind) => {
      const used = await usedPlaces(database, counterOf(home, kind));
      return [kind, { used, limit: limitOf(plan, kind) }] as const;
    }),
  );
  return Object.fromEntries(entries);
}
