import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

/**
 * The type of a text column that is ordered by its bytes on every database. PostgreSQL orders text as the language of
 * the installation does, unless told otherwise; SQLite orders by bytes and knows no collation of this name.
 */
export function byteOrderedText(database: Kysely<unknown>): RawBuilder<unknown> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
  return isPostgres ? sql`text collate "C"` : sql`text`;
}
