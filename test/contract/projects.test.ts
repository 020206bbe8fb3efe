import {
  debugCleanup,
  historyList,
  type ProjectCleanup,
  projectCleanup,
  sessionList,
  storageAnalytics,
  storageImport,
  trackedObjectList,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const kibibyte = 1024;
const strangeIds = [
  'constructor',
  '__proto__',
  'prototype',
  '..%2f..',
  '%2e%2e%2ftenant-b',
  'a%27%3b--',
  '%ff',
];

describe.each(hostKinds)('projects on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  type Client = ReturnType<typeof createClient>;
  const remove = (client: Client, projectId: string) =>
    client.call('DELETE', `/api/v1/projects/${projectId}`);
  const operate = (method: string, path: string, body?: unknown) =>
    createClient(host, 'operator').call(method, path, body === undefined ? {} : { body });

  const cleaned = async (client: Client, projectId: string): Promise<ProjectCleanup> => {
    const look = async () =>
      ok(projectCleanup, await client.call('GET', `/api/v1/projects/${projectId}/cleanup`));
    await expect.poll(async () => (await look()).state, { timeout: 20_000 }).toBe('done');
    return look();
  };
  const imported = async (body: Record<string, unknown>) => {
    const { import_id } = ok(storageImport, await operate('POST', '/api/v1/admin/imports', body));
    const look = async () => ok(storageImport, await operate('GET', `/api/v1/admin/imports/${import_id}`));
    await expect.poll(async () => (await look()).state, { timeout: 20_000 }).toBe('done');
    return look();
  };
  const usedBytes = async (client: Client, workspaceId = 'a-main') =>
    ok(workspaceQuota, await client.call('GET', `/api/workspaces/${workspaceId}/quota`));

  it('R-B3 deletes every file of the project, cancels its open uploads, and says what it did', async () => {
    const alice = createClient(host);
    const bob = createClient(host, 'bob');
    await alice.upload(testBytes(kibibyte), { project_id: 'images', scene_id: 's' });
    await alice.upload(testBytes(2 * kibibyte), { project_id: 'images' });
    const near = await alice.upload(testBytes(10), { project_id: 'images2' });
    const without = await alice.upload(testBytes(11));
    const foreign = await bob.upload(testBytes(12), { project_id: 'images' });
    await alice.initiate({ file_size: 13, project_id: 'images' });

    const answer = await remove(alice, 'images');
    const cleanup = await cleaned(alice, 'images');

    expect([answer.status, answer.body]).toEqual([204, '']);
    const tracked = { found: 2, deleted: 2, failed: 0, bytes: 3 * kibibyte };
    expect(cleanup).toMatchObject({
      project_id: 'images',
      cancelled_uploads: 1,
      ...tracked,
      by_method: { tracked, prefix: { found: 0, deleted: 0, failed: 0, bytes: 0 } },
    });
    expect(cleanup.finished_at).not.toBeNull();
    expect(await usedBytes(alice)).toMatchObject({ used_bytes: 21, reserved_bytes: 0 });
    expect(ok(sessionList, await alice.call('GET', '/app/uploads')).items).toEqual([]);
    const kept = await Promise.all(
      [near, without].map(async ({ file_id }) => (await alice.content(file_id)).status),
    );
    expect([...kept, (await bob.content(foreign.file_id)).status]).toEqual([200, 200, 200]);
    const history = ok(historyList, await alice.call('GET', '/api/ingestion/history?status=deleted'));
    expect(history.total).toBe(2);
  });

  it('R-B3 deleting again is the same, finds what came since, and a project nobody used is deleted as well', async () => {
    const alice = createClient(host);
    expect((await remove(alice, 'p')).status).toBe(204);
    expect(await cleaned(alice, 'p')).toMatchObject({ found: 0, failed: 0 });
    const late = await alice.upload(testBytes(5), { project_id: 'p' });
    const before = await alice.content(late.file_id);

    const answers = await Promise.all([remove(alice, 'p'), remove(alice, 'p'), remove(alice, 'p')]);
    const cleanup = await cleaned(alice, 'p');

    expect(before.status).toBe(200);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await alice.content(late.file_id)).status).toBe(410);
    expect(cleanup.failed).toBe(0);
    expect((await usedBytes(alice)).used_bytes).toBe(0);
  });

  it('R-B3 deleting again with nothing left hides nothing of what the deletion did', async () => {
    const alice = createClient(host);
    await alice.upload(testBytes(5), { project_id: 'p' });
    await alice.initiate({ file_size: 13, project_id: 'p' });
    await remove(alice, 'p');
    const first = await cleaned(alice, 'p');

    await remove(alice, 'p');
    const again = await cleaned(alice, 'p');

    expect(again).toEqual(first);
    expect(again).toMatchObject({ found: 1, deleted: 1, cancelled_uploads: 1 });
  });

  it('R-B3 ten deletions at once tell what one would: each file and each open upload, once', async () => {
    const alice = createClient(host);
    for (let index = 0; index < 3; index += 1) {
      await alice.upload(testBytes(5 + index), { project_id: 'p' });
      await alice.initiate({ file_size: 13, project_id: 'p' });
    }

    await Promise.all(Array.from({ length: 10 }, () => remove(alice, 'p')));
    const cleanup = await cleaned(alice, 'p');

    expect(cleanup).toMatchObject({ found: 3, deleted: 3, failed: 0, bytes: 18, cancelled_uploads: 3 });
    expect(await usedBytes(alice)).toMatchObject({ used_bytes: 0, reserved_bytes: 0 });
  });

  it('R-B3 reaches only workspaces of whoever asks, and only they see what it did', async () => {
    const alice = createClient(host);
    const carol = createClient(host, 'carol');
    const session = await alice.initiate(
      { file_size: 4, project_id: 'shared' },
      { 'x-workspace-id': 'a-other' },
    );
    await alice.send(session, testBytes(4));
    await alice.complete(session);
    const common = await alice.upload(testBytes(3), { project_id: 'shared' });

    await remove(carol, 'shared');
    const byCarol = await cleaned(carol, 'shared');
    const after = [await alice.content(session.file_id), await alice.content(common.file_id)];
    await remove(alice, 'shared');
    await cleaned(alice, 'shared');
    const seenByCarol = ok(projectCleanup, await carol.call('GET', '/api/v1/projects/shared/cleanup'));
    const seenByBob = await createClient(host, 'bob').call('GET', '/api/v1/projects/shared/cleanup');

    expect(after.map(({ status }) => status)).toEqual([200, 410]);
    expect((await alice.content(session.file_id)).status).toBe(410);
    expect(seenByCarol).toEqual(byCarol);
    expect(problem(seenByBob).code).toBe('not_found');
  });

  it('R-C9 needs the right to delete projects, and an allowed origin with a cookie', async () => {
    const visitor = createClient(host, null);
    const created = await visitor.call('POST', '/api/session');
    const headers = { cookie: created.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const before = await host.query('select * from background_tasks');

    const asReader = await remove(createClient(host, 'reader'), 'p');
    const asPage = await visitor.call('DELETE', '/api/v1/projects/p', { headers });
    const asNobody = await remove(visitor, 'p');

    expect([asReader, asPage, asNobody].map((answer) => problem(answer).code)).toEqual([
      'forbidden',
      'origin_not_allowed',
      'unauthorized',
    ]);
    expect(await host.query('select * from background_tasks')).toEqual(before);
  });

  it('R-B5 a dry run is the default, changes nothing, and its token is good for exactly its plan', async () => {
    const alice = createClient(host);
    await alice.upload(testBytes(10), { project_id: 'p' });
    await alice.upload(testBytes(7), { project_id: 'other' });
    const path = '/api/v1/debug/cleanup-project';
    const before = [
      await host.rows(),
      await host.stored(),
      await host.query('select * from background_tasks'),
    ];

    const dry = ok(debugCleanup, await operate('POST', `${path}/p`));
    const other = ok(debugCleanup, await operate('POST', `${path}/other?dry_run=true`));
    const recordsOnly = ok(debugCleanup, await operate('POST', `${path}/p?delete_records_only=true`));
    const refusals = [
      await operate('POST', `${path}/p?dry_run=false`),
      await operate('POST', `${path}/p?dry_run=false&plan_token=${other.plan.plan_token}`),
      await operate('POST', `${path}/p?dry_run=false&plan_token=${recordsOnly.plan.plan_token}`),
      await operate(
        'POST',
        `${path}/p?dry_run=false&delete_records_only=true&plan_token=${dry.plan.plan_token}`,
      ),
      await operate('POST', `${path}/p?dry_run=maybe`),
      await createClient(host).call('POST', `${path}/p`),
    ];

    expect(dry).toMatchObject({
      dry_run: true,
      cleanup: null,
      plan: {
        tenant_id: 'tenant-a',
        project_id: 'p',
        method: 'tracked',
        objects: 1,
        bytes: 10,
        open_uploads: 0,
      },
    });
    expect(dry.plan.sample_keys).toHaveLength(1);
    expect(refusals.map((answer) => problem(answer).code)).toEqual([
      'invalid_request',
      'plan_changed',
      'plan_changed',
      'plan_changed',
      'invalid_request',
      'unauthorized',
    ]);
    expect([
      await host.rows(),
      await host.stored(),
      await host.query('select * from background_tasks'),
    ]).toEqual(before);

    await alice.upload(testBytes(1), { project_id: 'p' });
    const stale = await operate('POST', `${path}/p?dry_run=false&plan_token=${dry.plan.plan_token}`);
    const fresh = ok(debugCleanup, await operate('POST', `${path}/p`));
    const done = await operate('POST', `${path}/p?dry_run=false&plan_token=${fresh.plan.plan_token}`);
    expect([problem(stale).code, done.status]).toEqual(['plan_changed', 202]);
    await expect.poll(async () => (await usedBytes(alice)).used_bytes, { timeout: 20_000 }).toBe(7);
  });

  it('R-B5 asks which tenant is meant when several have the project, and touches no other', async () => {
    await createClient(host).upload(testBytes(10), { project_id: 'p' });
    const kept = await createClient(host, 'bob').upload(testBytes(11), { project_id: 'p' });
    const path = '/api/v1/debug/cleanup-project/p';

    const unclear = await operate('POST', path);
    const clear = ok(debugCleanup, await operate('POST', `${path}?tenant_id=tenant-a`));
    const token = clear.plan.plan_token;
    const wrongTenant = await operate('POST', `${path}?tenant_id=tenant-b&dry_run=false&plan_token=${token}`);
    await operate('POST', `${path}?tenant_id=tenant-a&dry_run=false&plan_token=${token}`);

    expect([problem(unclear).code, problem(wrongTenant).code]).toEqual(['invalid_request', 'plan_changed']);
    await expect
      .poll(async () => (await usedBytes(createClient(host))).used_bytes, { timeout: 20_000 })
      .toBe(0);
    expect((await createClient(host, 'bob').content(kept.file_id)).status).toBe(200);
  });

  it('R-B3 R-B5 whoever may start a clean-up can read what it did: the operator any, a caller only their own', async () => {
    const alice = createClient(host);
    await alice.upload(testBytes(10), { project_id: 'p' });
    const cleanup = '/api/v1/debug/cleanup-project/p';
    const statistics = '/api/v1/projects/p/cleanup';
    const never = await operate('GET', statistics);
    const { plan } = ok(debugCleanup, await operate('POST', cleanup));
    await operate('POST', `${cleanup}?dry_run=false&plan_token=${plan.plan_token}`);
    await expect
      .poll(async () => ok(projectCleanup, await operate('GET', statistics)).state, { timeout: 20_000 })
      .toBe('done');

    const read = ok(projectCleanup, await operate('GET', statistics));
    const byCaller = await alice.call('GET', statistics);
    const ofNobody = await operate('GET', `${statistics}?tenant_id=tenant-b`);
    await remove(createClient(host, 'bob'), 'p');
    await cleaned(createClient(host, 'bob'), 'p');
    const unclear = await operate('GET', statistics);
    const ofAlice = ok(projectCleanup, await operate('GET', `${statistics}?tenant_id=tenant-a`));
    const foreign = await alice.call('GET', `${statistics}?tenant_id=tenant-b`);
    const withoutToken = await createClient(host, null).call('GET', statistics);

    expect(read).toMatchObject({ project_id: 'p', found: 1, deleted: 1, failed: 0, bytes: 10 });
    expect([never, byCaller, ofNobody, unclear, foreign, withoutToken].map((it) => problem(it).code)).toEqual(
      ['not_found', 'not_found', 'not_found', 'invalid_request', 'not_found', 'unauthorized'],
    );
    expect(ofAlice).toEqual(read);
  });

  it('R-B2 R-B5 lists the exact key of every file of a project, with what the record holds', async () => {
    const alice = createClient(host);
    const fields = { project_id: 'a/b', scene_id: 's', file_type: 'poster', metadata: { by: 'me' } };
    const file = await alice.upload(testBytes(10), { ...fields, mime_type: 'image/x-raw' });
    await alice.initiate({ file_size: 5, project_id: 'a/b' });
    const path = '/api/v1/debug/r2-file-paths/a%2Fb';

    const first = ok(trackedObjectList, await operate('GET', `${path}?limit=1`));
    const rest = ok(trackedObjectList, await operate('GET', `${path}?cursor=${first.next_cursor}`));
    const foreign = ok(trackedObjectList, await operate('GET', `${path}?tenant_id=tenant-b`));

    const items = [...first.items, ...rest.items];
    expect(items.map(({ status }) => status).sort()).toEqual(['active', 'pending']);
    expect(items.find(({ file_id }) => file_id === file.file_id)).toMatchObject({
      storage_key: `tenants/tenant-a/projects/a=2fb/files/${file.file_id}`,
      workspace_id: 'a-main',
      user_id: 'alice',
      size_bytes: 10,
      content_type: 'image/x-raw',
      scene_id: 's',
      file_type: 'poster',
      metadata: { by: 'me' },
    });
    expect(rest.next_cursor).toBeNull();
    expect(foreign.items).toEqual([]);
  });

  it('R-B3 R-B5 R-B6 records alone can go; then the bytes are found by prefix, or imported again', async () => {
    const alice = createClient(host);
    const bytes = testBytes(3 * kibibyte);
    // Equal content would be stored once, under the first project.
    await alice.upload(testBytes(3 * kibibyte, 2), { project_id: 'p' });
    await alice.upload(bytes, { project_id: 'p2' });
    const path = '/api/v1/debug/cleanup-project';
    for (const project of ['p', 'p2']) {
      const query = 'delete_records_only=true';
      const { plan } = ok(debugCleanup, await operate('POST', `${path}/${project}?${query}`));
      await operate('POST', `${path}/${project}?${query}&dry_run=false&plan_token=${plan.plan_token}`);
    }
    await expect.poll(async () => (await usedBytes(alice)).used_bytes, { timeout: 20_000 }).toBe(0);
    const stored = await host.stored();

    const plan = ok(debugCleanup, await operate('POST', `${path}/p?tenant_id=tenant-a`)).plan;
    const owner = { tenant_id: 'tenant-a', workspace_id: 'a-main', project_id: 'p2' };
    const prefix = 'tenants/tenant-a/projects/p2/';
    const before = [await host.rows(), await host.stored()];
    const dry = await imported({ ...owner, prefix });
    const afterDry = [await host.rows(), await host.stored()];
    const made = await imported({ ...owner, prefix, dry_run: false });
    const again = await imported({ ...owner, prefix, dry_run: false });
    await remove(alice, 'p');
    const cleanup = await cleaned(alice, 'p');

    expect(stored.length).toBeGreaterThanOrEqual(2);
    expect(plan).toMatchObject({ method: 'prefix', objects: 1, bytes: bytes.length });
    expect(dry).toMatchObject({ dry_run: true, scanned: 1, untracked: 1, imported: 0, failed: 0 });
    expect(afterDry).toEqual(before);
    expect(made).toMatchObject({ scanned: 1, imported: 1, imported_bytes: bytes.length, failed: 0 });
    expect(again).toMatchObject({ scanned: 1, untracked: 0, imported: 0 });
    expect(cleanup.by_method).toMatchObject({
      tracked: { found: 0 },
      prefix: { found: 1, deleted: 1, failed: 0, bytes: bytes.length },
    });
    expect((await usedBytes(alice)).used_bytes).toBe(bytes.length);
    const list = ok(trackedObjectList, await operate('GET', '/api/v1/debug/r2-file-paths/p2'));
    const active = list.items.find(({ status }) => status === 'active');
    const served = new Uint8Array(await (await alice.content(active?.file_id ?? '')).arrayBuffer());
    expect(sha256(served)).toBe(sha256(bytes));
  });

  it.each([
    ['tenants/tenant-b/'],
    ['tenants/'],
    ['tenants/tenant-a'],
    ['tenants/tenant-a/../tenant-b/'],
    ['tenants/tenant-a/./'],
    ['tenants//tenant-b/'],
    ['temp/'],
    ['temp/uploads/'],
    ['/'],
    ['/tenants/tenant-b/'],
    ['images'],
  ])('R-B6 refuses to import %s for tenant-a', async (prefix) => {
    await createClient(host, 'bob').upload(testBytes(10));
    const before = [await host.rows(), await host.query('select * from background_tasks')];

    const answer = await operate('POST', '/api/v1/admin/imports', {
      tenant_id: 'tenant-a',
      workspace_id: 'a-main',
      prefix,
      dry_run: false,
    });

    expect(problem(answer).code).toBe('invalid_request');
    expect([await host.rows(), await host.query('select * from background_tasks')]).toEqual(before);
  });

  it('R-B6 imports into workspaces of the tenant only', async () => {
    const answer = await operate('POST', '/api/v1/admin/imports', {
      tenant_id: 'tenant-a',
      workspace_id: 'b-main',
      prefix: 'tenants/tenant-a/',
    });

    expect(problem(answer).code).toBe('not_found');
    expect(problem(await operate('GET', '/api/v1/admin/imports/constructor')).code).toBe('not_found');
  });

  it('R-B7 counts files and bytes by project, user, type and day, page by page', async () => {
    const alice = createClient(host);
    const file = await alice.upload(testBytes(10), {
      project_id: 'p',
      mime_type: 'text/a',
      file_type: 'poster',
    });
    await createClient(host, 'carol').upload(testBytes(20), { project_id: 'p', mime_type: 'text/b' });
    await alice.upload(testBytes(30), { mime_type: 'text/b' });
    await createClient(host, 'bob').upload(testBytes(40), { project_id: 'p' });
    const gone = await alice.upload(testBytes(50), { project_id: 'gone' });
    await alice.call('DELETE', `/api/files/${gone.file_id}`);
    const count = async (query: string) =>
      ok(storageAnalytics, await operate('GET', `/api/v1/admin/analytics?tenant_id=tenant-a&${query}`));

    const first = await count('group_by=project&limit=1');
    const rest = await count(`group_by=project&limit=1&cursor=${first.next_cursor}`);

    expect([...first.items, ...rest.items]).toEqual([
      { key: null, files: 1, bytes: 30 },
      { key: 'p', files: 2, bytes: 30 },
    ]);
    expect(rest.next_cursor).toBeNull();
    expect((await count('group_by=user')).items).toEqual([
      { key: 'alice', files: 2, bytes: 40 },
      { key: 'carol', files: 1, bytes: 20 },
    ]);
    expect((await count('group_by=type')).items).toEqual([
      { key: 'text/a', files: 1, bytes: 10 },
      { key: 'text/b', files: 2, bytes: 50 },
    ]);
    expect((await count('group_by=file_type')).items).toContainEqual({ key: 'poster', files: 1, bytes: 10 });
    const days = (await count('group_by=day')).items;
    expect(days.map(({ key }) => key)).toContain(file.created_at.slice(0, 10));
    expect(days.reduce((total, { bytes }) => total + bytes, 0)).toBe(60);
    expect((await count(`group_by=day&to=${file.created_at}`)).items).toEqual([]);
    const pages = await count('group_by=day&limit=1');
    expect(pages.items).toHaveLength(1);
  });

  it.each([
    'group_by=tenant',
    'group_by=constructor',
    'group_by=day&from=2026-13-01T00:00:00.000Z',
    'group_by=user&cursor=x',
    'limit=5',
  ])('R-B7 refuses %s', async (query) => {
    const answer = await operate('GET', `/api/v1/admin/analytics?tenant_id=tenant-a&${query}`);

    expect(problem(answer).code).toBe('invalid_request');
  });

  it.each(strangeIds)('R-C9 a project called %s is a label like any other', async (id) => {
    const victim = await createClient(host, 'bob').upload(testBytes(10), { project_id: 'p' });
    const before = [await host.rows(), await host.stored()];
    const alice = createClient(host);

    const deleted = await remove(alice, id);
    const statistics = await alice.call('GET', `/api/v1/projects/${id}/cleanup`);
    const tracked = await operate('GET', `/api/v1/debug/r2-file-paths/${id}`);
    const debugged = await operate('POST', `/api/v1/debug/cleanup-project/${id}`);

    expect([204, 400, 404]).toContain(deleted.status);
    expect([200, 400, 404]).toContain(statistics.status);
    expect([200, 400, 404]).toContain(tracked.status);
    expect([400, 404]).toContain(debugged.status);
    if (deleted.status === 204) await cleaned(alice, id);
    expect([await host.rows(), await host.stored()]).toEqual(before);
    expect((await createClient(host, 'bob').content(victim.file_id)).status).toBe(200);
  });
});
