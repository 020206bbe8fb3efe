import { type Kysely, sql } from 'kysely';
import { unsettledFiles } from '../unsettled-files.ts';

/** When each job runs next, who runs it now, and what became of its last runs. */
export async function createJobTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('jobs')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('cron', 'text')
    .addColumn('next_run_at', 'bigint')
    .addColumn('lease_token', 'text')
    .addColumn('lease_until', 'bigint')
    .execute();

  await database.schema
    .createTable('job_runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('job', 'text', (column) => column.notNull())
    .addColumn('started_by', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await database.schema
    .createIndex('job_runs_by_job')
    .on('job_runs')
    .columns(['job', 'started_at', 'id'])
    .execute();

  // What clean-up looks for must be found without reading every session there ever was.
  await database.schema
    .createIndex('upload_sessions_by_purge')
    .on('upload_sessions')
    .columns(['status', 'purged_at', 'id'])
    .execute();
  await database.schema
    .createIndex('browser_sessions_by_expiry')
    .on('browser_sessions')
    .columns(['expires_at', 'id'])
    .execute();
  await database.schema
    .createIndex('files_unsettled')
    .on('files')
    .columns(['status', 'id'])
    .where(unsettledFiles)
    .execute();
  await database.schema
    .createIndex('files_by_file_type')
    .on('files')
    .columns(['file_type', 'id'])
    .where(sql<boolean>`status = 'active' and file_type is not null`)
    .execute();
}
