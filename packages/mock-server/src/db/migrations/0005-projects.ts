import type { Kysely } from 'kysely';
import { foldName } from '../../domain/files/fold-name.ts';
import { byteOrderedText } from '../byte-ordered-text.ts';

const backfillRows = 500;

/** The history's search and the indexes that keep it fast at any number of files. */
export async function createProjects(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('files')
    .addColumn('name_folded', byteOrderedText(database), (column) => column.notNull().defaultTo(''))
    .execute();
  // This migration's own view of the table: the schema's types describe the newest one.
  await foldNames(database as Kysely<FoldedFiles>);

  // History, newest first: no filter, or `from` and `to`.
  await database.schema
    .createIndex('files_by_owner_time')
    .on('files')
    .columns(['workspace_id', 'user_id', 'created_at', 'id'])
    .execute();
  // History with `status`, and the same with `from` and `to`.
  await database.schema
    .createIndex('files_by_owner_status')
    .on('files')
    .columns(['workspace_id', 'user_id', 'status', 'created_at', 'id'])
    .execute();
  // History with a `filename` that few names begin with; what many begin with is met soon in the order of time.
  await database.schema
    .createIndex('files_by_owner_name')
    .on('files')
    .columns(['workspace_id', 'user_id', 'name_folded'])
    .execute();
  // The operator's history, and analytics of a span of time.
  await database.schema
    .createIndex('files_by_tenant_time')
    .on('files')
    .columns(['tenant_id', 'created_at', 'id'])
    .execute();
}

interface FoldedFiles {
  files: { id: string; file_name: string; name_folded: string };
}

async function foldNames(database: Kysely<FoldedFiles>): Promise<void> {
  let afterId = '';
  for (;;) {
    const files = await database
      .selectFrom('files')
      .select(['id', 'file_name'])
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(backfillRows)
      .execute();
    for (const { id, file_name } of files) {
      await database
        .updateTable('files')
        .set({ name_folded: foldName(file_name) })
        .where('id', '=', id)
        .execute();
    }
    const last = files.at(-1);
    if (!last || files.length < backfillRows) return;
    afterId = last.id;
  }
}
