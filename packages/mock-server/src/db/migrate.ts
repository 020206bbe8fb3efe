import { Migrator } from 'kysely/migration';
import { createMainFlow } from './migrations/0001-main-flow.ts';
import { createEntities } from './migrations/0002-entities.ts';
import { createFiles } from './migrations/0003-files.ts';
import { createJobTables } from './migrations/0004-jobs.ts';
import { createProjects } from './migrations/0005-projects.ts';
import { markReplacedBindings } from './migrations/0007-s3.ts';
import { indexRetention } from './migrations/0008-retention.ts';
import { indexReferences } from './migrations/0009-references.ts';
import type { Database } from './schema.ts';

/** Applied in this order, each once. A released entry never changes; a new one is added below it. */
const migrations = {
  '0001-main-flow': { up: createMainFlow },
  '0002-entities': { up: createEntities },
  '0003-files': { up: createFiles },
  '0004-jobs': { up: createJobTables },
  '0005-projects': { up: createProjects },
  '0007-s3': { up: markReplacedBindings },
  '0008-retention': { up: indexRetention },
  '0009-references': { up: indexReferences },
};

function createMigrator(database: Database): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    // What was applied is read back in the order of the clock, and a clock may step back between two of them.
    allowUnorderedMigrations: true,
  });
}

/** Names of the migrations that were not applied yet. */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const known = await createMigrator(database).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

/** Brings the database to the newest schema; safe to call at every start. */
export async function migrate(database: Database): Promise<void> {
  const { error } = await createMigrator(database).migrateToLatest();
  if (error === undefined) return;
  throw new Error('Database migration failed', { cause: error });
}
