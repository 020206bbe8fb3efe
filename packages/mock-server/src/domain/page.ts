import { type RawBuilder, sql } from 'kysely';
import * as v from 'valibot';
import { ApiError } from './api-error.ts';
import { fromBase64Url, toBase64Url } from './encoding.ts';

/** Where a keyset page ends: the last row's time and id. */
export interface Position {
  readonly createdAt: number;
  readonly id: string;
}

export interface PageRequest {
  readonly after: Position | null;
  readonly limit: number;
}

export const defaultPageSize = 50;

/** Whether a row comes after a position in a list that is newest first. Both databases compare the two columns as one. */
export function isAfter(
  { createdAt, id }: Position,
  [timeColumn, idColumn]: readonly [string, string] = ['created_at', 'id'],
): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(timeColumn)}, ${sql.ref(idColumn)}) < (${createdAt}, ${id})`;
}

const positionSchema = v.strictTuple([
  v.pipe(v.number(), v.safeInteger()),
  // No database takes NUL in text.
  v.pipe(v.string(), v.maxLength(200), v.excludes('\0')),
]);

export function formatCursor({ createdAt, id }: Position): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([createdAt, id])));
}

/** A cursor only says where to go on; whose rows are listed never depends on it. */
export function parseCursor(cursor: string): Position {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor));
    const [createdAt, id] = v.parse(positionSchema, JSON.parse(text));
    return { createdAt, id };
  } catch (error) {
    throw new ApiError('invalid_request', 'The cursor is not one this server gave', { cause: error });
  }
}

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function toPage<Row extends { readonly id: string; readonly created_at: number }>(
  rows: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly next_cursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  if (rows.length <= limit || !last) return { rows: kept, next_cursor: null };
  return { rows: kept, next_cursor: formatCursor({ createdAt: last.created_at, id: last.id }) };
}
