import {
  createBackend,
  createMemoryStorage,
  type Database,
  randomIdentifiers,
  systemClock,
} from '@holdfast/mock-server';
import { openDatabase } from '@holdfast/mock-server/node';
import { fileRecord } from '@holdfast/upload-manager/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from '../contract/client.ts';
import type { TestHost } from '../contract/hosts.ts';
import { borrowPostgresDatabase } from '../contract/postgres-database.ts';
import { principals, testPlans } from '../contract/principals.ts';
import type { TestDatabase } from '../contract/test-database.ts';
import { createLine, type Line } from './line.ts';

const url = 'http://localhost';
const workspace = {
  id: 'w',
  tenant_id: 't',
  name: 'w',
  plan: 'free',
  used_bytes: 0,
  reserved_bytes: 0,
  created_at: 0,
};

describe('PostgreSQL that hangs up', () => {
  let ground: TestDatabase;
  let line: Line;
  let database: Database;
  beforeEach(async () => {
    ground = await borrowPostgresDatabase();
    line = await createLine(ground.url);
    database = await openDatabase(line.url);
    await database.insertInto('workspaces').values(workspace).execute();
  });
  afterEach(async () => {
    await database.destroy();
    await line.close();
    await ground.remove();
  });

  const used = async () =>
    (await ground.query<{ used_bytes: number }>("select used_bytes from workspaces where id = 'w'"))[0]
      ?.used_bytes;
  const addOne = { used_bytes: sql<number>`used_bytes + 1` };
  const backendPid = async (queryable: Pick<Database, 'getExecutor'>) =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(queryable)).rows[0]?.pid;

  it('R-D4 a transaction whose connection is killed between two statements is done again, once in effect', async () => {
    let runs = 0;

    await database.transaction().execute(async (transaction) => {
      runs += 1;
      await transaction.updateTable('workspaces').set(addOne).execute();
      if (runs > 1) return;
      await ground.query(`select pg_terminate_backend(${await backendPid(transaction)})`);
      await transaction.updateTable('workspaces').set({ name: 'never' }).execute();
    });

    expect(runs).toBe(2);
    expect(await used()).toBe(1);
  });

  it('R-D4 a commit whose answer was lost is answered as «not now» and never repeated: it may have happened', async () => {
    let runs = 0;
    const lost = database.transaction().execute(async (transaction) => {
      runs += 1;
      await transaction.updateTable('workspaces').set(addOne).execute();
      line.loseAnswerTo('commit');
    });

    await expect(lost).rejects.toMatchObject({ name: 'DatabaseUnavailableError' });
    expect(runs).toBe(1);
    expect(await used()).toBe(1);
  });

  it('R-D4 the same for a statement on its own', async () => {
    line.loseAnswerTo('update "workspaces"');

    const lost = database.updateTable('workspaces').set(addOne).execute();

    await expect(lost).rejects.toMatchObject({ name: 'DatabaseUnavailableError' });
    expect(await used()).toBe(1);
  });

  it('R-D4 two transactions that lock each other out both happen in the end', async () => {
    await database
      .insertInto('workspaces')
      .values({ ...workspace, id: 'v' })
      .execute();
    let arrived = 0;
    let open: () => void = () => undefined;
    const bothHoldOne = new Promise<void>((resolve) => {
      open = resolve;
    });
    const add = (ids: readonly string[]) =>
      database.transaction().execute(async (transaction) => {
        for (const id of ids) {
          await transaction.updateTable('workspaces').set(addOne).where('id', '=', id).execute();
          arrived += 1;
          if (arrived === 2) open();
          await bothHoldOne;
        }
      });

    await Promise.all([add(['v', 'w']), add(['w', 'v'])]);

    const rows = await ground.query('select id, used_bytes from workspaces order by id');
    expect(rows).toEqual([
      { id: 'v', used_bytes: 2 },
      { id: 'w', used_bytes: 2 },
    ]);
  });

  it('R-D4 a serialization failure is done again with fresh reads: no increment is lost', async () => {
    let readers = 0;
    let open: () => void = () => undefined;
    const bothHaveRead = new Promise<void>((resolve) => {
      open = resolve;
    });
    const increment = () =>
      database.transaction().execute(async (transaction) => {
        await sql`set transaction isolation level repeatable read`.execute(transaction);
        const { used_bytes } = await transaction
          .selectFrom('workspaces')
          .select('used_bytes')
          .where('id', '=', 'w')
          .executeTakeFirstOrThrow();
        readers += 1;
        if (readers === 2) open();
        await bothHaveRead;
        await transaction
          .updateTable('workspaces')
          .set({ used_bytes: used_bytes + 1 })
          .execute();
      });

    await Promise.all([increment(), increment()]);

    expect(readers).toBe(3);
    expect(await used()).toBe(2);
  });

  it('R-D4 a statement that takes too long is ended and answered as «not now»', async () => {
    const impatient = await openDatabase(ground.url, { statementTimeoutMs: 100 });

    await expect(sql`select pg_sleep(20)`.execute(impatient)).rejects.toMatchObject({
      name: 'DatabaseUnavailableError',
    });
    await impatient.destroy();
  });

  it('refuses a number that JavaScript would round', async () => {
    await ground.query(`update workspaces set used_bytes = ${2n ** 53n}`);

    await expect(database.selectFrom('workspaces').selectAll().execute()).rejects.toThrow(RangeError);
    await ground.query(`update workspaces set used_bytes = ${2n ** 53n - 1n}`);
    expect((await database.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow()).used_bytes).toBe(
      Number.MAX_SAFE_INTEGER,
    );
  });

  describe('under a backend', () => {
    let client: ReturnType<typeof createClient>;
    beforeEach(async () => {
      const storage = createMemoryStorage({
        signingSecret: 'secret',
        baseUrl: url,
        clock: systemClock,
        identifiers: randomIdentifiers,
        log: () => undefined,
      });
      const backend = await createBackend({
        database,
        storage,
        tokens: new Map(Object.entries(principals)),
        settings: { plans: testPlans, publicUrl: url },
      });
      const fetch = (path: string, init?: RequestInit) =>
        backend.fetch(new Request(new URL(path, url), init));
      client = createClient({ fetch } as TestHost);
    });

    it('R-D4 503 database_unavailable with Retry-After while the database is away, and on it goes when it is back', async () => {
      await line.cut();
      const away = await client.call('GET', '/api/workspaces');
      const ready = await client.call('GET', '/readyz');
      await line.restore();
      const back = await client.call('GET', '/api/workspaces');

      expect(problem(away)).toMatchObject({ status: 503, code: 'database_unavailable', retryable: true });
      expect(away.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(ready.status).toBe(503);
      expect(back.status).toBe(200);
    });

    it('R-D4 connections killed again and again: each call succeeds or says 503, and every balance is exact', async () => {
      const kill = () =>
        ground.query(`select pg_terminate_backend(pid) from pg_stat_activity
                      where datname = current_database() and pid <> pg_backend_pid()`);
      const bytes = testBytes(100);
      const patiently = async (call: () => ReturnType<typeof client.call>) => {
        for (;;) {
          const answer = await call();
          if (answer.status !== 503) return answer;
          expect(problem(answer).code).toBe('database_unavailable');
        }
      };
      const upload = async (index: number) => {
        const session = await patiently(() =>
          client.call('POST', '/app/uploads/initiate', {
            body: { file_name: `f${index}`, file_size: 100 },
            headers: { 'x-idempotency-key': `k${index}` },
          }),
        );
        // The first run of a key may have lost its answer; nobody else holds it.
        expect([201, 409]).toContain(session.status);
        if (session.status !== 201) return 0;
        const id = (session.body as { upload_session_id: string }).upload_session_id;
        const signed = await patiently(() =>
          client.call('POST', `/app/uploads/${id}/multipart-part-url`, { body: { part_number: 1 } }),
        );
        await client.put((signed.body as { url: string }).url, bytes);
        const completed = await patiently(() =>
          client.call('POST', '/app/assets/upload/complete', { body: { upload_session_id: id } }),
        );
        if (completed.status === 409) return 0;
        ok(fileRecord, completed);
        return 1;
      };

      const killing = (async () => {
        for (let round = 0; round < 20; round += 1) {
          await kill();
          // Somebody got through in between, or nothing would ever happen.
          await patiently(() => client.call('GET', '/api/workspaces'));
        }
      })();
      const uploads = await Promise.all(Array.from({ length: 20 }, (_, index) => upload(index)));
      await killing;
      const finished = uploads.reduce((sum: number, one) => sum + one, 0);

      const [balance] = await ground.query(`
        select used_bytes - (select coalesce(sum(size_bytes), 0) from files where status = 'active') as used,
               reserved_bytes - (select coalesce(sum(size_bytes), 0) from files where status = 'pending') as reserved
        from workspaces where id = 'a-main'`);
      expect(balance).toEqual({ used: '0', reserved: '0' });
      expect(finished).toBeGreaterThan(0);
    });
  });
});
