import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate, pendingMigrations } from './migrate.ts';
import { openSqliteDatabase } from './open-sqlite-database.ts';

it('R-D11 starts again although the clock stepped back between two migrations', async () => {
  const database = await openSqliteDatabase({ path: ':memory:' });
  const stepBack =
    "update kysely_migration set timestamp = '2000-01-01T00:00:00.000Z' where name like '0002%'";
  await sql.raw(stepBack).execute(database);

  await migrate(database);

  expect(await pendingMigrations(database)).toEqual([]);
  await database.destroy();
});
