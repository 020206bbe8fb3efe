import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openPostgresDatabase } from '../db/open-postgres-database.ts';
import { openSqliteDatabase } from '../db/open-sqlite-database.ts';
import type { PostgresOptions } from '../db/postgres-pool.ts';
import type { Database } from '../db/schema.ts';

const sqlitePrefix = 'sqlite:';

/** Opens the database a `DATABASE_URL` names, and brings it to the newest schema. */
export async function openDatabase(url: string, pool: Omit<PostgresOptions, 'url'> = {}): Promise<Database> {
  try {
    return await open(url, pool);
  } catch (cause) {
    // The URL itself may hold a password.
    throw new Error('The database that DATABASE_URL names could not be opened', { cause });
  }
}

async function open(url: string, pool: Omit<PostgresOptions, 'url'>): Promise<Database> {
  if (!url.startsWith(sqlitePrefix)) return openPostgresDatabase({ url, ...pool });
  const path = url.slice(sqlitePrefix.length);
  if (path !== ':memory:') await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return openSqliteDatabase({ path });
}
