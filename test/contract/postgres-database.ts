import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestDatabase } from './test-database.ts';

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** A new database in the PostgreSQL of this run. `options` follow `create database NAME`. */
export async function createPostgresDatabase(options = ''): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} ${options}`);
  const url = urlOf(name);
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  return {
    url,
    query: async <Row>(text: string) => (await client.query(text)).rows as Row[],
    async remove() {
      await client.end();
      // A server that was killed may not have hung up yet.
      await administer(`drop database ${name} with (force)`);
    },
  };
}

const returned: TestDatabase[] = [];

/** A database without a row. One that was given back is emptied and used again: making one takes far longer. */
export async function borrowPostgresDatabase(): Promise<TestDatabase> {
  const database = returned.pop() ?? (await createPostgresDatabase());
  return {
    ...database,
    async remove() {
      await empty(database);
      returned.push(database);
    },
  };
}

/** Ends whoever is still connected, as a killed server's connections are, then takes out every row; the schema stays. */
async function empty({ query }: TestDatabase): Promise<void> {
  await query(`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()`);
  const tables = await query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = 'public' and tablename not like 'kysely%'`,
  );
  const deletions = tables.map(({ name }) => `delete from ${name};`).join(' ');
  // Foreign keys are not looked at as a replica; there is nothing left for them to point to.
  await query(`begin; set local session_replication_role = replica; ${deletions} commit`);
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
