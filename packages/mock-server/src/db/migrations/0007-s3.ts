import type { Kysely } from 'kysely';

/** Whether a part was signed with one checksum and later with another: then only its bytes say which one they have. */
export async function markReplacedBindings(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('part_bindings')
    .addColumn('replaced', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
