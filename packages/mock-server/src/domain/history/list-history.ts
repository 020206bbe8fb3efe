import type { FileStatus, HistoryEntry } from '@holdfast/upload-manager/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, FileRow, Schema } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { foldName } from '../files/fold-name.ts';
import { isAfter, type PageRequest, type Position, toPage } from '../page.ts';
import { prefixRange } from '../prefix-range.ts';
import { toHistoryEntry } from './to-history-entry.ts';

/** How far matches are counted, and how deep pages by number go. */
export const countedRows = 10_000;

/** Whose history it is: columns of the file that have to have these values. */
export type HistoryScope = Partial<Pick<FileRow, 'tenant_id' | 'workspace_id' | 'user_id'>>;

export interface HistoryFilter {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly status: FileStatus | undefined;
  readonly namePrefix: string | undefined;
}

export interface HistoryRequest {
  readonly scope: HistoryScope;
  readonly filter: HistoryFilter;
  readonly page: PageRequest & { readonly skip: number };
}

/** One record with the row it was made from, for those who may see more of it. */
export interface HistoryItem {
  readonly entry: HistoryEntry;
  readonly row: FileRow;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  readonly frame: {
    readonly next_cursor: string | null;
    readonly total: number;
    readonly total_is_exact: boolean;
    readonly dropped: number;
  };
}

/** Uploads in every state, newest first. Neither a page nor the count reads more the longer the history is. */
export async function listHistory(context: BackendContext, request: HistoryRequest): Promise<HistoryPage> {
  const { filter, page } = request;
  const matches = narrowed(await candidates(context.database, request), filter);
  const counted = await countUpTo(context.database, matches);
  const found = await after(matches, page.after)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(page.skip)
    .limit(page.limit + 1)
    .execute();

  const { rows, next_cursor } = toPage(found, page.limit);
  const items = rows.flatMap((row) => {
    const entry = toHistoryEntry(row);
    return entry ? [{ entry, row }] : [];
  });
  const dropped = rows.length - items.length;
  if (dropped > 0) context.log({ level: 'warn', event: 'history.records_dropped', dropped });
  return {
    items,
    frame: {
      next_cursor,
      total: Math.min(counted, countedRows),
      total_is_exact: counted <= countedRows,
      dropped,
    },
  };
}

type FileQuery = SelectQueryBuilder<Schema, 'files', unknown>;

/**
 * The scope's files whose name fits, in the form that reads least. Few are fetched by the index of names, all of them.
 * Many are not: walking the index of times meets them soon, so there the name is compared in a way that no index
 * offers itself for.
 */
async function candidates(database: Database, { scope, filter }: HistoryRequest): Promise<FileQuery> {
  const owned = ofScope(database.selectFrom('files'), scope);
  if (filter.namePrefix === undefined) return owned;
  const prefix = foldName(filter.namePrefix);
  const { start, end } = prefixRange(prefix);
  const fromStart = owned.where('name_folded', '>=', start);
  const named = end === null ? fromStart : fromStart.where('name_folded', '<', end);

  const isIndexed = scope.workspace_id !== undefined && scope.user_id !== undefined;
  if (!isIndexed || (await countUpTo(database, named)) > countedRows) {
    return owned.where(sql<boolean>`substr(name_folded, 1, ${Array.from(prefix).length}) = ${prefix}`);
  }
  const query = database
    // Without this word a planner may well walk the whole history in the order of time instead.
    .with(
      (cte) => cte('named').materialized(),
      () => named.selectAll(),
    )
    .selectFrom('named as files');
  // The same columns under the same name, out of fewer rows.
  return query as unknown as FileQuery;
}

function ofScope(query: FileQuery, scope: HistoryScope): FileQuery {
  let scoped = query;
  for (const column of ['tenant_id', 'workspace_id', 'user_id'] as const) {
    const wanted = scope[column];
    if (wanted !== undefined) scoped = scoped.where(column, '=', wanted);
  }
  return scoped;
}

function narrowed(query: FileQuery, { fromMs, toMs, status }: HistoryFilter): FileQuery {
  let kept = query;
  if (fromMs !== undefined) kept = kept.where('created_at', '>=', fromMs);
  if (toMs !== undefined) kept = kept.where('created_at', '<', toMs);
  if (status !== undefined) kept = kept.where('status', '=', status);
  return kept;
}

/** Both databases use an index for a comparison of rows, which they do not for the same thing spelled with `or`. */
function after(query: FileQuery, position: Position | null): FileQuery {
  if (!position) return query;
  return query.where(isAfter(position));
}

async function countUpTo(database: Database, query: FileQuery): Promise<number> {
  const { total } = await database
    .selectFrom(
      query
        .select('id')
        .limit(countedRows + 1)
        .as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}
