import { type Kysely, sql } from 'kysely';
import { foldName } from '../../domain/files/fold-name.ts';
import { byteOrderedText } from '../byte-ordered-text.ts';

const backfillRows = 500;

/** The history's search with the indexes that keep it fast at any number of files; projects, imports and their tasks. */
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

  // The files of a project, and those of the tenants that use the same name for one.
  await database.schema
    .createIndex('files_by_project')
    .on('files')
    .columns(['project_id', 'tenant_id', 'id'])
    .execute();
  // Whether an object that storage lists is accounted for.
  await database.schema
    .createIndex('files_by_key')
    .on('files')
    .columns(['storage_key', 'tenant_id'])
    .execute();
  await createImports(database);
  await createTasks(database);
}

async function createImports(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('files').addColumn('import_id', 'text').execute();
  await database.schema
    .createIndex('files_by_import')
    .on('files')
    .column('import_id')
    .where('import_id', 'is not', null)
    .execute();
  // Two imports at once record an object once; when its file is deleted it may be imported again.
  await database.schema
    .createIndex('files_imported_once')
    .unique()
    .on('files')
    .columns(['storage_key', 'tenant_id'])
    .where(sql.ref('import_id'), 'is not', null)
    .where(sql.ref('status'), '<>', 'deleted')
    .execute();
}

async function createTasks(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('background_tasks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('progress', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('lease_token', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('requested_by', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await database.schema
    .createIndex('background_tasks_running_once')
    .unique()
    .on('background_tasks')
    .columns(['kind', 'tenant_id', 'subject', 'scope'])
    .where(sql.ref('state'), '=', 'running')
    .execute();
  await database.schema
    .createIndex('background_tasks_by_subject')
    .on('background_tasks')
    .columns(['kind', 'tenant_id', 'subject', 'started_at', 'id'])
    .execute();
  await database.schema
    .createIndex('background_tasks_due')
    .on('background_tasks')
    .columns(['state', 'due_at'])
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
