import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '@holdfast/mock-server/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPostgresDatabase } from '../contract/postgres-database.ts';
import { startProcess } from '../contract/server-process.ts';
import type { TestDatabase } from '../contract/test-database.ts';
import { readPostgresSchema, readSqliteSchema } from './read-schema.ts';

describe('the schema on SQLite and on PostgreSQL', { timeout: 60_000 }, () => {
  let directory: string;
  let postgres: TestDatabase;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-parity-'));
    // A database whose own language sorts «a» before «B» and thinks little of hyphens.
    postgres = await createPostgresDatabase(
      "template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'",
    );
  });
  afterEach(async () => {
    await postgres.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const path = () => join(directory, 'holdfast.db');
  const migrateBoth = async () => {
    for (const url of [`sqlite:${path()}`, postgres.url]) await (await openDatabase(url)).destroy();
  };
  const readBoth = async () => {
    const file = new DatabaseSync(path());
    try {
      const query = async <Row>(text: string) => file.prepare(text).all() as Row[];
      return {
        sqlite: await readSqliteSchema(query),
        postgres: await readPostgresSchema(postgres.query),
      };
    } finally {
      file.close();
    }
  };

  it('R-D12 schema parity: tables, columns, types, keys, indexes and checks are the same', async () => {
    await migrateBoth();

    const schemas = await readBoth();

    expect(Object.keys(schemas.sqlite)).toContain('upload_sessions');
    expect(schemas.postgres).toEqual(schemas.sqlite);
  });

  it.each([
    'create index extra on files (file_name)',
    'create unique index extra on files (file_name)',
    'alter table files add column extra text',
    'alter table files alter column file_name drop not null',
    'alter table files alter column size_bytes type integer',
    'alter table files alter column status set default 1',
    'alter table upload_sessions drop constraint upload_sessions_file_id_fkey',
    'alter table workspaces drop constraint workspaces_used_not_negative',
    'drop table part_bindings',
  ])('R-D12 schema parity: the comparison sees «%s»', async (change) => {
    await migrateBoth();
    await postgres.query(change);

    const schemas = await readBoth();

    expect(schemas.postgres).not.toEqual(schemas.sqlite);
  });

  it('R-D3 migrating again changes nothing', async () => {
    await migrateBoth();
    const before = await readBoth();
    const applied = await postgres.query('select * from kysely_migration');

    await migrateBoth();

    expect(await readBoth()).toEqual(before);
    expect(await postgres.query('select * from kysely_migration')).toEqual(applied);
  });

  it.each(['SQLite', 'PostgreSQL'])(
    'R-D3 three servers that start at once on an empty %s all become ready',
    async (kind) => {
      const variables = {
        DATABASE_URL: kind === 'SQLite' ? `sqlite:${path()}` : postgres.url,
        SIGNING_SECRET: 'one secret that all of the servers know',
      };

      const servers = await Promise.all([1, 2, 3].map(() => startProcess(directory, '0', variables)));
      const ready = await Promise.all(servers.map(({ url }) => fetch(`${url}/readyz`)));
      for (const server of servers) await server.kill();

      expect(ready.map(({ status }) => status)).toEqual([200, 200, 200]);
    },
  );

  it('R-D3 text sorts by code points on both, whatever the language of the database', async () => {
    await migrateBoth();
    const names = ['b', 'B', 'a-b', 'ab', 'Ä', 'ä', 'Z', '_', '-', 'é', '🎈', '￿'];
    const orders = [];
    for (const url of [`sqlite:${path()}`, postgres.url]) {
      const database = await openDatabase(url);
      await database
        .insertInto('workspaces')
        .values(
          names.map((id) => ({
            id,
            tenant_id: 't',
            name: id,
            plan: 'free',
            used_bytes: 0,
            reserved_bytes: 0,
            created_at: 0,
          })),
        )
        .execute();
      orders.push(
        (await database.selectFrom('workspaces').select('id').orderBy('id').execute()).map(({ id }) => id),
      );
      await database.destroy();
    }

    const byCodePoint = [...names].sort((left, right) =>
      Buffer.compare(Buffer.from(left), Buffer.from(right)),
    );
    expect(orders).toEqual([byCodePoint, byCodePoint]);
  });
});
