import { type Compilable, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteDatabase } from './open-sqlite-database.ts';
import type { Database } from './schema.ts';
import { unsettledFiles } from './unsettled-files.ts';

let database: Database;
beforeEach(async () => {
  database = await openSqliteDatabase({ path: ':memory:' });
});
afterEach(() => database.destroy());

async function planOf(query: Compilable): Promise<string> {
  const compiled = query.compile();
  const { rows } = await database.executeQuery({ ...compiled, sql: `explain query plan ${compiled.sql}` });
  return rows.map((row) => (row as { detail: string }).detail).join('; ');
}

it('R-C6 clean-up finds what it looks for by an index, not by reading all files and sessions there ever were', async () => {
  const files = database.selectFrom('files').selectAll().where('id', '>', 'x').orderBy('id').limit(100);
  const sessions = database.selectFrom('upload_sessions').selectAll();

  const plans = await Promise.all([
    planOf(files.where(unsettledFiles).where('status', '=', 'deleting')),
    planOf(files.where(sql<boolean>`status = 'active'`).where('file_type', '=', 'preview')),
    planOf(database.selectFrom('files').select('id').where('storage_key', 'in', ['a', 'b'])),
    planOf(sessions.where('status', 'in', ['failed', 'cancelled']).where('purged_at', 'is', null)),
    planOf(database.selectFrom('browser_sessions').selectAll().where('expires_at', '<=', 5)),
    planOf(
      database
        .selectFrom('background_tasks')
        .select('id')
        .where('finished_at', '<=', 5)
        .orderBy('finished_at')
        .orderBy('id'),
    ),
    planOf(
      database
        .selectFrom('entities')
        .select('id')
        .where(sql<boolean>`status = 'deleted'`)
        .where('updated_at', '<=', 5)
        .orderBy('updated_at')
        .orderBy('id'),
    ),
  ]);

  expect(plans).toEqual([
    expect.stringContaining('files_unsettled (status=? AND id>?)'),
    expect.stringContaining('files_by_file_type (file_type=? AND id>?)'),
    expect.stringContaining('files_by_key (storage_key=?)'),
    expect.stringContaining('upload_sessions_by_purge (status=? AND purged_at=?'),
    expect.stringContaining('browser_sessions_by_expiry (expires_at<?)'),
    expect.stringContaining('background_tasks_by_end (finished_at<?)'),
    expect.stringContaining('entities_deleted (updated_at<?)'),
  ]);
});
