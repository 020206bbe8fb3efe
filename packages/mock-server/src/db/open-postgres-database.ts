import { Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import type { PostgresOptions } from './postgres-pool.ts';
import { retryTransactions } from './retry-transactions.ts';
import type { Database, Schema } from './schema.ts';

/** Opens PostgreSQL and applies what migrations are missing; of servers that start at once, one does and the others wait. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  await migrateAlone(options);
  return retryTransactions(new Kysely<Schema>({ dialect: createPostgresDialect(options) }));
}

/** A migration, or waiting for another server's, may take longer than any statement of a request. */
async function migrateAlone({ url, connectTimeoutMs }: PostgresOptions): Promise<void> {
  const database: Database = new Kysely<Schema>({
    dialect: createPostgresDialect({
      url,
      maxConnections: 1,
      statementTimeoutMs: 0,
      ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    }),
  });
  try {
    await migrate(database);
  } finally {
    await database.destroy();
  }
}
