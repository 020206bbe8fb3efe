import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryBackend, type MemoryBackend } from '../../hosts/memory-backend.ts';
import type { LogEntry } from '../ports.ts';
import type { Principal } from '../principal.ts';

const rows = 10_050;
const principal: Principal = { tenantId: 't', userId: 'u', workspaceIds: ['w'], permissions: ['*'] };

interface Body {
  readonly items: readonly { readonly file_id: string; readonly file_name: string }[];
  readonly next_cursor: string | null;
  readonly total: number;
  readonly total_is_exact: boolean;
  readonly dropped: number;
}

/** Eleven files in a thousand milliseconds each; every third has failed, and every name but one begins alike. */
const seed = `
  with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < ${rows - 1})
  insert into files (id, tenant_id, workspace_id, user_id, status, storage_key, file_name, name_folded, size_bytes,
    mime_type, chunk_size, category_ids, metadata, processing_status, created_at, updated_at)
  select printf('%08x', n * 7919 % ${rows}), 't', 'w', 'u', case when n % 3 = 0 then 'failed' else 'active' end, 'k' || n,
    case when n = 77 then 'Rare' else 'IMG_' || n end, case when n = 77 then 'rare' else 'img_' || n end, n,
    'image/png', n, '[]', '{}', 'none', n / 11, n from numbers`;

describe('a history of more files than are counted', () => {
  let memory: MemoryBackend;
  const log: LogEntry[] = [];
  beforeAll(async () => {
    memory = await createMemoryBackend({
      tokens: new Map([['token', principal]]),
      log: (entry) => log.push(entry),
    });
    await sql.raw(seed).execute(memory.database);
  });
  afterAll(() => memory.backend.close());

  const answer = (query: string) =>
    memory.backend.fetch(
      new Request(`http://localhost/api/ingestion/history?${query}`, {
        headers: { authorization: 'Bearer token' },
      }),
    );
  const read = async (query: string) => (await (await answer(query)).json()) as Body;

  it('R-D9 says how far it counted, and pages by number to row 10,000 only', async () => {
    const all = await read('limit=1');
    const last = await read('limit=100&page=100');
    const refused = await answer('limit=100&page=101');
    const beyond = await read(`limit=100&cursor=${last.next_cursor}`);

    expect([all.total, all.total_is_exact]).toEqual([10_000, false]);
    expect(last.items).toHaveLength(100);
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { code: 'invalid_request', max_page: 100 },
    ]);
    expect([beyond.items.length, beyond.next_cursor]).toEqual([50, null]);
  });

  it('R-D9 every file comes once, newest first and by id where times are equal, whatever finds it', async () => {
    const expected = (
      await memory.query<{ id: string }>('select id from files order by created_at desc, id desc')
    ).map(({ id }) => id);

    for (const filter of ['', '&filename=img_', '&status=failed&filename=IMG_', '&filename=img_1']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Body = await read(`limit=100${filter}${cursor === '' ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ file_id }) => file_id));
        cursor = page.next_cursor;
      }
      const kept = new Set(seen);
      expect(seen).toEqual(expected.filter((id) => kept.has(id)));
    }
  });

  it.each([
    ['filename=img_', 10_000, false],
    ['filename=RARE', 1, true],
    ['filename=r%25', 0, true],
    ['filename=img%5f77', 110, true],
    ['status=failed', 3350, true],
    ['status=failed&filename=img_', 3350, true],
    ['from=1970-01-01T00:00:00.010Z&to=1970-01-01T00:00:00.012Z', 22, true],
    ['from=1970-01-01T00:00:00.007Z&to=1970-01-01T00:00:00.008Z&filename=r&status=active', 1, true],
    ['from=1970-01-01T00:00:00.008Z&filename=r', 0, true],
  ])('R-D9 counts what %s matches: %i, exactly: %s', async (query, total, isExact) => {
    const body = await read(`limit=1&${query}`);

    expect([body.total, body.total_is_exact]).toEqual([total, isExact]);
  });

  it('R-D7 drops and counts what it does not know, and the other records stay', async () => {
    await memory.database
      .updateTable('files')
      .set({ status: 'archived' as never })
      .where('name_folded', '=', 'img_5')
      .execute();

    const body = await read('filename=img_5&limit=100&to=1970-01-01T00:00:00.001Z');

    expect([body.items.length, body.dropped, body.total]).toEqual([0, 1, 1]);
    expect(log).toContainEqual({ level: 'warn', event: 'history.records_dropped', dropped: 1 });
  });
});
