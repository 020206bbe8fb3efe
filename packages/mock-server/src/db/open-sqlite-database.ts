import { Kysely } from 'kysely';
import { migrate } from './migrate.ts';
import { createNodeSqliteDialect, type NodeSqliteOptions } from './node-sqlite-dialect.ts';
import { retryTransactions } from './retry-transactions.ts';
import type { Database, Schema } from './schema.ts';

/** Opens SQLite through Node and applies what migrations are missing. */
export async function openSqliteDatabase(options: NodeSqliteOptions): Promise<Database> {
  const database: Database = new Kysely<Schema>({ dialect: createNodeSqliteDialect(options) });
  try {
    await migrate(database);
    return retryTransactions(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
