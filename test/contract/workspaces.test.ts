import {
  storageAnalytics,
  workspace,
  workspaceList,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('workspaces on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  const client = (who: 'alice' | 'carol' | 'bob' | 'reader' = 'alice') => createClient(host, who);
  const create = (name: string, headers: Record<string, string> = {}) =>
    client().call('POST', '/api/workspaces', { body: { name }, headers });
  const list = async (who: 'alice' | 'carol' | 'bob' = 'alice') =>
    ok(workspaceList, await client(who).call('GET', '/api/workspaces')).items;
  const counts = async () =>
    ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota')).counts;

  it('R-A7 its maker becomes a member of a new workspace, and nobody else', async () => {
    const made = ok(workspace, await create('Second brand'));

    expect(made).toMatchObject({ name: 'Second brand', plan: 'free', is_default: false });
    expect((await list()).map(({ workspace_id }) => workspace_id)).toEqual([
      'a-main',
      'a-other',
      made.workspace_id,
    ]);
    expect((await list('carol')).map(({ workspace_id }) => workspace_id)).toEqual(['a-main']);
    const headers = { 'x-workspace-id': made.workspace_id };
    const own = await client().call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 1 },
      headers,
    });
    expect(own.status).toBe(201);
    for (const who of ['carol', 'bob'] as const) {
      const quota = await client(who).call('GET', `/api/workspaces/${made.workspace_id}/quota`);
      expect(problem(quota).code).toBe('not_found');
    }
  });

  it('R-A7 one workspace too many answers what the plan allows', async () => {
    expect(await counts()).toEqual({ workspace: { used: 2, limit: 3 } });
    expect((await create('Third')).status).toBe(201);

    const refusal = problem(await create('Fourth'));

    expect(refusal).toMatchObject({
      status: 402,
      code: 'plan_limit_reached',
      kind: 'workspace',
      limit: 3,
      used: 3,
      plan: 'free',
      upgrade_url: 'https://example.com/upgrade',
    });
    expect(await counts()).toEqual({ workspace: { used: 3, limit: 3 } });
    expect((await list()).length).toBe(3);
  });

  it('R-A7 20 creations at once: exactly those that fit succeed', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => create(`w${index}`)));

    expect(answers.filter(({ status }) => status === 201).length).toBe(1);
    expect(answers.filter(({ status }) => status === 402).length).toBe(19);
    expect((await list()).length).toBe(3);
  });

  it('the same idempotency key makes one workspace', async () => {
    const headers = { 'x-idempotency-key': 'k' };
    const first = ok(workspace, await create('Once', headers));
    const again = ok(workspace, await create('Once', headers));

    expect(again).toEqual(first);
    expect(problem(await create('Other', headers)).code).toBe('idempotency_mismatch');
    expect((await list()).length).toBe(3);
  });

  it('R-C9 making one needs the permission and a name', async () => {
    const before = await host.rows();
    const reader = await client('reader').call('POST', '/api/workspaces', { body: { name: 'Mine' } });

    expect(problem(reader).code).toBe('forbidden');
    expect(problem(await create('')).code).toBe('invalid_request');
    expect(problem(await create('x'.repeat(256))).code).toBe('invalid_request');
    expect(await host.rows()).toBe(before);
  });

  it('R-A12 a smaller plan deletes nothing and blocks uploads until there is room again', async () => {
    const file = await client().upload(testBytes(5000));
    const change = async (plan: string) =>
      ok(workspaceQuota, await client().call('PUT', '/api/workspaces/a-main/plan', { body: { plan } }));
    const ask = () =>
      client().call('POST', '/app/uploads/initiate', { body: { file_name: 'a', file_size: 1 } });

    expect(await change('tiny')).toMatchObject({
      plan: 'tiny',
      level: 'over',
      used_bytes: 5000,
      available_bytes: 0,
    });
    expect(problem(await ask())).toMatchObject({ status: 402, code: 'quota_exceeded', scope: 'workspace' });
    expect((await client().content(file.file_id)).status).toBe(200);
    expect(await change('free')).toMatchObject({ plan: 'free', level: 'ok' });
    expect((await ask()).status).toBe(201);
  });

  it('R-B7 its members read what fills it, by what the files are for and by type, and nobody else does', async () => {
    const alice = client();
    await alice.upload(testBytes(10), {
      reference_type: 'step_media',
      reference_id: 's',
      mime_type: 'text/a',
    });
    const carols = { reference_type: 'step_media', reference_id: 't', mime_type: 'text/b' };
    await client('carol').upload(testBytes(20), carols);
    await alice.upload(testBytes(40), { mime_type: 'text/b' });
    const path = '/api/workspaces/a-main/usage?group_by=';
    const usage = async (query: string) =>
      ok(storageAnalytics, await alice.call('GET', `${path}${query}`)).items;

    expect(await usage('reference_type')).toEqual([
      { key: null, files: 1, bytes: 40 },
      { key: 'step_media', files: 2, bytes: 30 },
    ]);
    expect(await usage('type')).toEqual([
      { key: 'text/a', files: 1, bytes: 10 },
      { key: 'text/b', files: 2, bytes: 60 },
    ]);
    const other = await alice.call('GET', '/api/workspaces/a-other/usage?group_by=type');
    expect(ok(storageAnalytics, other).items).toEqual([]);
    expect(problem(await client('bob').call('GET', `${path}type`)).code).toBe('not_found');
    expect(problem(await alice.call('GET', `${path}size`)).code).toBe('invalid_request');
  });
});
