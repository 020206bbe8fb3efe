import { type RawBuilder, sql } from 'kysely';

type Text = string | null;

/**
 * Rows of text to join with a table, so that one statement changes each row in its own way. Their columns are called
 * `column1`, `column2` and so on by both databases; PostgreSQL takes what it is not told the type of as text.
 */
export function textRows(rows: readonly (readonly Text[])[]): RawBuilder<Readonly<Record<string, Text>>> {
  return sql`(values ${sql.join(rows.map((row) => sql`(${sql.join(row)})`))})`;
}
