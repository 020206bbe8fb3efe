import { userPlan, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('user quotas on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start({ settings: { defaultPlan: 'team' } });
  });
  afterEach(() => host.close());

  const client = (who: 'alice' | 'carol' = 'alice') => createClient(host, who);
  const usage = async (who: 'alice' | 'carol' = 'alice') =>
    ok(userPlan, await client(who).call('GET', '/api/user/plan'));
  const taken = () =>
    host.query('select user_id, used_bytes, reserved_bytes from users order by tenant_id, user_id');
  const ask = (file_size: number, headers: Record<string, string> = {}) =>
    client().call('POST', '/app/uploads/initiate', { body: { file_name: 'a', file_size }, headers });

  it('R-B9 a user is stopped by its own limit in all workspaces together, others go on', async () => {
    await client().upload(testBytes(300));
    await client().initiate({ file_size: 300 }, { 'x-workspace-id': 'a-other' });

    const refused = problem(await ask(401, { 'x-workspace-id': 'a-other' }));
    const fitting = await ask(400);
    const other = await client('carol').initiate({ file_size: 1000 });

    expect(refused).toMatchObject({
      status: 402,
      code: 'quota_exceeded',
      scope: 'user',
      limit_bytes: 1000,
      used_bytes: 300,
      reserved_bytes: 300,
      requested_bytes: 401,
      plan: 'team',
    });
    expect(fitting.status).toBe(201);
    expect(other.upload_status).toBe('uploading');
  });

  it('R-B9 the workspace says so when it is the one that is full', async () => {
    const small = await kind.start({ settings: { defaultPlan: 'tiny', userLimitBytes: 2000 } });
    const answer = await createClient(small).call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 600 },
    });
    const refused = await createClient(small).call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 500 },
    });

    expect(answer.status).toBe(201);
    expect(problem(refused)).toMatchObject({ code: 'quota_exceeded', scope: 'workspace', limit_bytes: 1000 });
    await small.close();
  });

  it('R-B9 a refusal for the user leaves nothing reserved in the workspace', async () => {
    expect((await ask(1001)).status).toBe(402);

    const quota = ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota'));
    expect([quota.used_bytes, quota.reserved_bytes]).toEqual([0, 0]);
    expect(await taken()).toEqual([]);
  });

  it('R-B9 completion, cancelling and deletion move the bytes of the user whose file it is', async () => {
    const file = await client().upload(testBytes(200));
    const dropped = await client().initiate({ file_size: 100 });
    await client('carol').upload(testBytes(50));

    expect(await usage()).toEqual({ plan: 'team', user_limit_bytes: 1000, user_used_bytes: 200 });
    await client().cancel(dropped);
    // Carol may delete what Alice put into their workspace; the bytes are Alice's.
    await client('carol').call('DELETE', `/api/files/${file.file_id}`);

    expect(await taken()).toEqual([
      { user_id: 'alice', used_bytes: 0, reserved_bytes: 0 },
      { user_id: 'carol', used_bytes: 50, reserved_bytes: 0 },
    ]);
    expect((await usage('carol')).user_used_bytes).toBe(50);
  });

  it('R-B9 100 initiates at once: exactly those that fit the user get a place', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        ask(30, { 'x-workspace-id': index % 2 === 0 ? 'a-main' : 'a-other' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201).length).toBe(33);
    expect(answers.filter(({ status }) => status === 402).length).toBe(67);
    expect(await taken()).toEqual([{ user_id: 'alice', used_bytes: 0, reserved_bytes: 990 }]);
  });

  it('R-B9 a plan without a limit of its own leaves it to the configuration', async () => {
    const configured = await kind.start({ settings: { defaultPlan: 'unlimited', userLimitBytes: 10 } });
    const client = createClient(configured);

    const refused = await client.call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 11 },
    });

    expect(problem(refused)).toMatchObject({ code: 'quota_exceeded', scope: 'user', limit_bytes: 10 });
    await configured.close();
  });
});
