import {
  cascadeResult,
  type Entity,
  entity,
  fileList,
  fileRecord,
  userPlan,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';

const cdn = 'https://cdn.example.com/images';
const legacyPrefixes = [
  { urlPrefix: `${cdn}/`, tenantId: 'tenant-a', workspaceId: null, keyPrefix: 'images/' },
  {
    urlPrefix: 'https://other.example.com/',
    tenantId: 'tenant-a',
    workspaceId: 'a-other',
    keyPrefix: 'other/',
  },
  { urlPrefix: 'https://b.example.com/', tenantId: 'tenant-b', workspaceId: null, keyPrefix: 'b/' },
  { urlPrefix: 'https://all.example.com/', tenantId: 'tenant-a', workspaceId: null, keyPrefix: '' },
];

describe.each(hostKinds)('older files on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start({ settings: { legacyPrefixes, defaultPlan: 'tiny' } });
  });
  afterEach(() => host.close());

  const client = (who: 'alice' | 'carol' | 'bob' = 'alice') => createClient(host, who);
  const call = async (attributes: object, { who = 'alice' as const, workspace = 'a-main' } = {}) =>
    client(who).call('POST', '/api/entities', {
      body: { kind: 'walkthrough', attributes },
      headers: { 'x-workspace-id': workspace },
    });
  const make = async (attributes: object, where = {}): Promise<Entity> =>
    ok(entity, await call(attributes, where));
  const drop = async (id: string) =>
    ok(cascadeResult, await client().call('DELETE', `/api/entities/${id}?permanent=true`)).deleted_files;
  const quota = async () => {
    const answer = await client().call('GET', '/api/workspaces/a-main/quota');
    const { used_bytes, level } = ok(workspaceQuota, answer);
    return [used_bytes, level];
  };

  it('R-A8 saving an entity gives an older file a record, served and counted like any other', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...testBytes(40)]);
    await host.put('tenant-a', 'images/2020/icon.png', png);
    await host.put('tenant-a', 'images/unused.png', testBytes(9));

    const made = await make({
      icon: `${cdn}/2020/icon.png?v=2`,
      media: [`${cdn}/gone.png`, 'https://x.example/'],
    });

    expect(made.file_ids.length).toBe(1);
    const [fileId = ''] = made.file_ids;
    const record = ok(fileRecord, await client().call('GET', `/api/files/${fileId}`));
    expect(record).toMatchObject({
      status: 'active',
      file_name: 'icon.png',
      size_bytes: png.byteLength,
      reference_type: 'walkthrough_icon',
      reference_id: made.id,
    });
    const served = await client().content(fileId);
    expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(png));
    expect(await quota()).toEqual([png.byteLength, 'ok']);
    const user = ok(userPlan, await client().call('GET', '/api/user/plan'));
    expect(user.user_used_bytes).toBe(png.byteLength);
  });

  it('R-A8 deleting the entity for good deletes the older object, its own and no other', async () => {
    await host.put('tenant-a', 'images/a.bin', testBytes(10));
    await host.put('tenant-a', 'images/b.bin', testBytes(10));
    const before = await host.stored();
    const first = await make({ media: `${cdn}/a.bin` });
    const second = await make({ media: `${cdn}/a.bin` });

    expect(await drop(first.id)).toBe(0);
    expect(await host.stored()).toEqual(before);
    expect(await drop(second.id)).toBe(1);
    const left = await host.stored();
    expect(left.length).toBe(before.length / 2);
    expect(left.some((name) => name.includes('a.bin'))).toBe(false);
    expect(await quota()).toEqual([0, 'ok']);
  });

  it('R-A8 an object that comes back after its deletion gets a new record', async () => {
    await host.put('tenant-a', 'images/a.bin', testBytes(10));
    const first = await make({ media: `${cdn}/a.bin` });
    await drop(first.id);
    expect((await make({ media: `${cdn}/a.bin` })).file_ids).toEqual([]);
    // Another millisecond: a deletion of this very moment might still be on its way.
    const deletedAt = Date.now();
    while (Date.now() === deletedAt) await Promise.resolve();
    await host.put('tenant-a', 'images/a.bin', testBytes(20));

    const again = await make({ media: `${cdn}/a.bin` });

    expect(again.file_ids.length).toBe(1);
    expect(again.file_ids).not.toEqual(first.file_ids);
    expect(await quota()).toEqual([20, 'ok']);
  });

  it('R-A8 20 saves at once make one record and charge it once', async () => {
    await host.put('tenant-a', 'images/a.bin', testBytes(10));

    const made = await Promise.all(Array.from({ length: 20 }, () => make({ icon: `${cdn}/a.bin` })));

    expect(new Set(made.map(({ file_ids }) => file_ids.join())).size).toBe(1);
    expect(made[0]?.file_ids.length).toBe(1);
    expect(await host.query('select count(*) as files from files')).toEqual([{ files: 1 }]);
    expect(await quota()).toEqual([10, 'ok']);
  });

  it('R-A8 older files may go past the limit: saving never fails for them, new uploads wait', async () => {
    await host.put('tenant-a', 'images/big.bin', testBytes(1500));

    const made = await make({ media: `${cdn}/big.bin` });

    expect(made.file_ids.length).toBe(1);
    expect(await quota()).toEqual([1500, 'over']);
    const refused = await client().call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 1 },
    });
    expect(problem(refused).code).toBe('quota_exceeded');
  });

  it('R-A8 a refused save records nothing', async () => {
    await host.put('tenant-a', 'images/a.bin', testBytes(10));
    const before = await host.rows();

    const refused = await client().call('POST', '/api/entities', {
      body: { kind: 'step', parent_id: 'unknown', attributes: { media: `${cdn}/a.bin` } },
    });

    expect(problem(refused).code).toBe('not_found');
    expect(await host.rows()).toBe(before);
  });

  it('R-A8 an older file belongs to the workspace that named it first, or that configuration names', async () => {
    await host.put('tenant-a', 'images/a.bin', testBytes(10));
    await host.put('tenant-a', 'other/b.bin', testBytes(10));
    const urls = { media: [`${cdn}/a.bin`, 'https://other.example.com/b.bin'] };

    const first = await make(urls);
    const second = await make(urls, { workspace: 'a-other' });

    expect([first.file_ids.length, second.file_ids.length]).toEqual([1, 1]);
    expect(second.file_ids).not.toEqual(first.file_ids);
    expect(await drop(second.id)).toBe(1);
    expect((await client().content(first.file_ids[0] ?? '')).status).toBe(200);
  });

  it('R-C9 no URL and no id gives an entity a file of another tenant or workspace', async () => {
    const victim = await client('bob').upload(testBytes(5));
    const hidden = await client().call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 0 },
      headers: { 'x-workspace-id': 'a-other' },
    });
    await host.put('tenant-b', 'b/a.bin', testBytes(7));
    await host.put('tenant-a', 'images2/a.bin', testBytes(7));
    const [row] = await host.query<{ storage_key: string }>(
      `select storage_key from files where id = '${victim.file_id}'`,
    );
    const { file_id: hiddenId } = hidden.body as { file_id: string };
    const attacks = [
      victim.url,
      `${victim.url}?t=1`,
      victim.url.replace('/api/', '/x/../api/'),
      victim.url.toUpperCase(),
      `https://all.example.com/${row?.storage_key}`,
      `https://all.example.com/images/../${row?.storage_key}`,
      `https://all.example.com/%74enants${row?.storage_key.slice('tenants'.length)}`,
      `${cdn}/../${row?.storage_key}`,
      `${cdn}/..%2f${row?.storage_key}`,
      'https://b.example.com/a.bin',
      'https://cdn.example.com/images2/a.bin',
      'https://cdn.example.com@b.example.com/a.bin',
    ];
    const storedBefore = await host.stored();
    const made = await make({
      media: attacks,
      file_id: victim.file_id,
      file_ids: [hiddenId, row?.storage_key, '../x', '__proto__', 'constructor'],
    });
    const innocent = await make({ media: ['https://x.example/'], file_id: crypto.randomUUID() });

    // The answers tell nothing apart: neither what exists elsewhere nor what does not.
    expect(Object.keys(made)).toEqual(Object.keys(innocent));
    expect([made.file_ids, innocent.file_ids]).toEqual([[], []]);
    expect(await host.query('select * from file_references')).toEqual([]);
    expect(await host.query('select * from legacy_files')).toEqual([]);
    expect(await quota()).toEqual([0, 'ok']);
    expect(await drop(made.id)).toBe(0);
    expect(await host.stored()).toEqual(storedBefore);
    expect((await client('bob').content(victim.file_id)).status).toBe(200);
    expect(ok(fileList, await client().call('GET', '/api/files')).items).toEqual([]);
  });
});

it('R-A8 the host is told of an older file as of any that becomes active, once', async () => {
  const told: string[] = [];
  const host = await inProcess.start({
    settings: { legacyPrefixes },
    onFileActive: async ({ file }) => {
      told.push(file.file_id);
      return 'done';
    },
  });
  await host.put('tenant-a', 'images/a.bin', testBytes(10));
  const client = createClient(host);
  const body = { kind: 'step', attributes: { media: `${cdn}/a.bin` } };

  const first = ok(entity, await client.call('POST', '/api/entities', { body }));
  await client.call('POST', '/api/entities', { body });
  await createClient(host, operatorToken).call('POST', '/api/v1/admin/jobs/deliver-file-events/run');

  expect(told).toEqual(first.file_ids);
  await host.close();
});
