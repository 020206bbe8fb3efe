import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { borrowPostgresDatabase } from './postgres-database.ts';
import type { TestDatabase } from './test-database.ts';

/** Which database this run of the suite is on; `vite.config.ts` has one project for each. */
export const isPostgresRun = process.env.HOLDFAST_TEST_DATABASE === 'postgres';

/** An empty database of the kind this run is about. */
export function createTestDatabase(): Promise<TestDatabase> {
  return isPostgresRun ? borrowPostgresDatabase() : createSqliteDatabase();
}

/** A SQLite file of its own. */
export async function createSqliteDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'holdfast-database-'));
  const path = join(directory, 'holdfast.db');
  return {
    url: `sqlite:${path}`,
    async query<Row>(text: string) {
      const database = new DatabaseSync(path);
      try {
        return database.prepare(text).all() as Row[];
      } finally {
        database.close();
      }
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
