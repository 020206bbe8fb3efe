import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteDatabase } from './open-sqlite-database.ts';
import type { Database } from './schema.ts';

const workspace = (id: string) => ({
  id,
  tenant_id: 't',
  name: id,
  plan: 'free',
  used_bytes: 0,
  reserved_bytes: 0,
  created_at: 0,
});

describe('SQLite through Node', () => {
  let directory: string;
  let path: string;
  let database: Database;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-sqlite-'));
    path = join(directory, 'test.db');
    database = await openSqliteDatabase({ path, busyTimeoutMs: 50 });
    await database.insertInto('workspaces').values(workspace('w')).execute();
  });
  afterEach(async () => {
    await database.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  const read = async () =>
    (
      await database
        .selectFrom('workspaces')
        .select('used_bytes')
        .where('id', '=', 'w')
        .executeTakeFirstOrThrow()
    ).used_bytes;

  it('transactions that wait in the middle do not mix: no increment is lost', async () => {
    const increment = () =>
      database.transaction().execute(async (transaction) => {
        const { used_bytes } = await transaction
          .selectFrom('workspaces')
          .select('used_bytes')
          .where('id', '=', 'w')
          .executeTakeFirstOrThrow();
        await new Promise((resolve) => setImmediate(resolve));
        await transaction
          .updateTable('workspaces')
          .set({ used_bytes: used_bytes + 1 })
          .where('id', '=', 'w')
          .execute();
      });

    await Promise.all(Array.from({ length: 100 }, increment));

    expect(await read()).toBe(100);
  });

  it('a statement of somebody else is not rolled back with a transaction it has nothing to do with', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.updateTable('workspaces').set({ used_bytes: 500 }).execute();
      begin();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('roll back');
    });
    await begun;
    const other = database.insertInto('workspaces').values(workspace('other')).execute();

    await expect(failing).rejects.toThrow('roll back');
    await other;

    expect(await read()).toBe(0);
    expect(await database.selectFrom('workspaces').select('id').execute()).toHaveLength(2);
  });

  it('every commit is on disk, foreign keys hold, and only the owner reads the file', async () => {
    const pragma = async (name: string) =>
      Object.values(
        (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(database)).rows[0] ?? {},
      )[0];

    expect([await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')]).toEqual(
      ['wal', 2, 1],
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('R-D4 a database locked by another process is «not now», and nothing is half done', async () => {
    const other = new DatabaseSync(path);
    other.exec('begin immediate');

    const refused = database
      .transaction()
      .execute((transaction) => transaction.insertInto('workspaces').values(workspace('x')).execute());
    await expect(refused).rejects.toMatchObject({ name: 'DatabaseUnavailableError' });
    other.exec('rollback');
    other.close();
    await database.insertInto('workspaces').values(workspace('x')).execute();

    expect(await database.selectFrom('workspaces').select('id').execute()).toHaveLength(2);
  });

  it('refuses what would take a balance below zero', async () => {
    await expect(database.updateTable('workspaces').set({ reserved_bytes: -1 }).execute()).rejects.toThrow(
      /CHECK constraint/,
    );
  });

  it('migrations are applied once, however often it is opened', async () => {
    const again = await openSqliteDatabase({ path });

    expect(await again.selectFrom('workspaces').select('id').execute()).toHaveLength(1);
    await again.destroy();
  });

  it('says that it is closed instead of failing somewhere inside', async () => {
    const closing = await openSqliteDatabase({ path: ':memory:' });
    await closing.destroy();

    await expect(closing.selectFrom('workspaces').select('id').execute()).rejects.toThrow(/destroyed|closed/);
  });
});
