import { adminHistoryList, historyList } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const path = '/api/ingestion/history';

describe.each(hostKinds)('the history on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  const history = async (query = '', client = createClient(host), headers = {}) =>
    ok(historyList, await client.call('GET', `${path}?${query}`, { headers }));

  it('R-D9 tells what became of every upload, in every state', async () => {
    const carol = createClient(host, 'carol');
    const active = await carol.upload(testBytes(10), { file_name: 'Kept.png', mime_type: 'image/png' });
    const deleted = await carol.upload(testBytes(11), { file_name: 'deleted' });
    await carol.call('DELETE', `/api/files/${deleted.file_id}`);
    const pending = await carol.initiate({ file_size: 12, file_name: 'pending' });
    const failed = await carol.initiate({ file_size: 13, file_name: 'failed' });
    await carol.cancel(failed);

    const { items, ...frame } = await history('', carol);

    expect(new Map(items.map(({ file_id, status, size_bytes }) => [file_id, [status, size_bytes]]))).toEqual(
      new Map([
        [active.file_id, ['active', 10]],
        [deleted.file_id, ['deleted', 11]],
        [pending.file_id, ['pending', 12]],
        [failed.file_id, ['failed', 13]],
      ]),
    );
    expect(items.find(({ file_id }) => file_id === active.file_id)).toMatchObject({
      file_name: 'Kept.png',
      mime_type: 'image/png',
      processing_status: 'none',
      created_at: active.created_at,
    });
    expect(frame).toEqual({ next_cursor: null, total: 4, total_is_exact: true, dropped: 0 });
    for (const status of ['active', 'deleted', 'pending', 'failed']) {
      const only = await history(`status=${status}`, carol);
      expect(only.items.map((item) => item.status)).toEqual([status]);
    }
  });

  it('R-D9 pages by cursor and by number in the same order, newest first', async () => {
    const alice = createClient(host);
    for (let index = 0; index < 5; index += 1)
      await alice.initiate({ file_size: index, file_name: `p${index}` });

    const whole = await history('filename=p');
    const byNumber = [
      await history('filename=p&limit=2&page=1'),
      await history('filename=p&limit=2&page=2'),
      await history('filename=p&limit=2&page=3'),
    ];
    const second = await history(`filename=p&limit=2&cursor=${byNumber[0]?.next_cursor}`);

    const times = whole.items.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(byNumber.flatMap(({ items }) => items)).toEqual(whole.items);
    expect(second).toEqual(byNumber[1]);
    expect(byNumber[2]?.next_cursor).toBeNull();
  });

  it('R-D9 filters by time, and by how a name begins, in any spelling', async () => {
    const alice = createClient(host);
    for (const file_name of ['Übung 1', 'u\u0308BUNG 2', 'Uebung', '100%_a', '100xxa'])
      await alice.initiate({ file_size: 1, file_name });
    const names = async (query: string) =>
      (await history(query)).items.map(({ file_name }) => file_name).sort();

    const [first] = (await history('filename=100')).items;
    const from = first?.created_at ?? '';

    expect(await names(`filename=${encodeURIComponent('ÜBUNG')}`)).toEqual(
      ['u\u0308BUNG 2', 'Übung 1'].sort(),
    );
    expect(await names(`filename=${encodeURIComponent('100%_')}`)).toEqual(['100%_a']);
    expect(await names(`filename=100&from=${from}`)).toContain(first?.file_name);
    expect(await names(`filename=100&to=${from}`)).not.toContain(first?.file_name);
  });

  it('R-D9 is the caller’s own, in one workspace', async () => {
    const alice = createClient(host);
    const own = await alice.initiate({ file_size: 1, file_name: 'scope' });
    const other = await alice.initiate({ file_size: 1, file_name: 'scope' }, { 'x-workspace-id': 'a-other' });
    const ids = async (client: ReturnType<typeof createClient>, headers = {}) =>
      (await history('filename=scope', client, headers)).items.map(({ file_id }) => file_id);

    expect(await ids(alice)).toEqual([own.file_id]);
    expect(await ids(alice, { 'x-workspace-id': 'a-other' })).toEqual([other.file_id]);
    expect(await ids(createClient(host, 'carol'))).toEqual([]);
    expect(await ids(createClient(host, 'bob'))).toEqual([]);
    const foreign = await createClient(host, 'bob').call('GET', path, {
      headers: { 'x-workspace-id': 'a-main' },
    });
    expect(problem(foreign).code).toBe('not_found');
  });

  it('R-D9 belongs to one browser session, whatever cursor another one brings', async () => {
    const visitor = async (file_name: string) => {
      const client = createClient(host, null);
      const cookie =
        (await client.call('POST', '/api/session')).headers.get('set-cookie')?.split(';')[0] ?? '';
      const headers = { cookie, 'sec-fetch-site': 'same-origin' };
      for (let index = 0; index < 2; index += 1)
        await client.call('POST', '/app/uploads/initiate', { body: { file_name, file_size: 1 }, headers });
      return { client, headers };
    };
    const first = await visitor('first');
    const second = await visitor('second');

    const page = await history('limit=1', second.client, second.headers);
    const mine = await history(`cursor=${page.next_cursor}`, first.client, first.headers);
    const all = await history('', first.client, first.headers);

    expect(all.items.map(({ file_name }) => file_name)).toEqual(['first', 'first']);
    expect(mine.items.every(({ file_name }) => file_name === 'first')).toBe(true);
  });

  it('R-D5 R-D9 operators see whose it was, by tenant', async () => {
    await createClient(host, 'bob').initiate({ file_size: 5, file_name: 'Bob’s' });
    const operator = createClient(host, 'operator');

    const list = ok(adminHistoryList, await operator.call('GET', '/api/v1/admin/history?tenant_id=tenant-b'));
    const narrowed = await operator.call(
      'GET',
      '/api/v1/admin/history?tenant_id=tenant-b&workspace_id=b-main&user_id=bob&filename=BOB&status=pending',
    );
    const nobody = await operator.call('GET', '/api/v1/admin/history?tenant_id=tenant-b&user_id=alice');

    expect(list.items[0]).toMatchObject({ tenant_id: 'tenant-b', workspace_id: 'b-main', user_id: 'bob' });
    expect(ok(adminHistoryList, narrowed).total).toBe(1);
    expect(ok(adminHistoryList, nobody).total).toBe(0);
    expect(
      problem(await createClient(host).call('GET', '/api/v1/admin/history?tenant_id=tenant-a')).code,
    ).toBe('unauthorized');
  });

  it.each([
    'status=archived',
    'status=constructor',
    'from=2026-01-01',
    'from=2026-99-01T00:00:00.000Z',
    'to=2026-02-30T00:00:00.000Z',
    'from=2026-01-02T00:00:00.000Z&to=2026-01-01T00:00:00.000Z',
    'limit=0',
    'limit=101',
    'page=0',
    'page=-1',
    'page=101&limit=100',
    'cursor=nonsense',
    'page=1&cursor=WzEsImEiXQ',
    'filename=a%00b',
    `filename=${'a'.repeat(256)}`,
  ])('refuses %s', async (query) => {
    expect(problem(await createClient(host).call('GET', `${path}?${query}`))).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });
});
