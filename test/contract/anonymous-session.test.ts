import { anonymousSession, uploadSession, workspaceList } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

const body = { file_name: 'a', file_size: 1 };

describe.each(hostKinds)('anonymous browser sessions on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({
      settings: { anonymousSessionsPerMinute: 20, corsOrigins: ['https://app.example.com'] },
    });
  });
  afterAll(() => host.close());

  const start = async (headers: Record<string, string> = {}) => {
    const answer = await createClient(host, null).call('POST', '/api/session', { headers });
    return {
      answer,
      session: ok(anonymousSession, answer),
      cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    };
  };

  it('R-D5 owns a workspace of its own, by a cookie no script can read', async () => {
    const { answer, session, cookie } = await start();
    const client = createClient(host, null);

    const workspaces = ok(
      workspaceList,
      await client.call('GET', '/api/workspaces', { headers: { cookie } }),
    );

    expect(answer.headers.get('set-cookie')).toMatch(
      /^holdfast_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
    expect(workspaces.items.map(({ workspace_id }) => workspace_id)).toEqual([session.workspace_id]);
  });

  it('R-D5 asking again with the cookie keeps the session', async () => {
    const first = await start();
    const again = await start({ cookie: first.cookie });

    expect([again.answer.status, again.session.workspace_id, again.cookie]).toEqual([
      200,
      first.session.workspace_id,
      first.cookie,
    ]);
  });

  it('the server keeps only a hash of the cookie', async () => {
    const { cookie } = await start();

    const rows = JSON.stringify(await host.query('select * from browser_sessions'));

    expect(rows).not.toContain(cookie.split('=')[1]);
  });

  it.each([
    [{}, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://app.example.com.evil.example' }, 403],
    [{ origin: 'https://app.example.com:8443' }, 403],
    [{ origin: 'http://app.example.com' }, 403],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ origin: 'https://app.example.com' }, 201],
  ])(
    'a cookie changes state only from an allowed origin: %j is %i',
    async (headers: Record<string, string>, status) => {
      const { cookie } = await start();
      const before = await host.rows();

      const answer = await createClient(host, null).call('POST', '/app/uploads/initiate', {
        body,
        headers: { ...headers, cookie },
      });

      expect(answer.status).toBe(status);
      if (status === 201) ok(uploadSession, answer);
      else {
        expect(problem(answer).code).toBe('origin_not_allowed');
        expect(await host.rows()).toBe(before);
      }
    },
  );

  it('lets exactly the configured origins read answers', async () => {
    const allowed = await host.fetch('/healthz', { headers: { origin: 'https://app.example.com' } });
    const foreign = await host.fetch('/healthz', { headers: { origin: 'https://evil.example' } });

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('a page of another origin gets no session, and may not change its plan', async () => {
    const foreign = await createClient(host, null).call('POST', '/api/session', {
      headers: { origin: 'https://evil.example' },
    });
    const { cookie, session } = await start();
    const plan = await createClient(host, null).call('PUT', `/api/workspaces/${session.workspace_id}/plan`, {
      body: { plan: 'unlimited' },
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });

    expect(problem(foreign).code).toBe('origin_not_allowed');
    expect(foreign.headers.get('set-cookie')).toBeNull();
    expect(problem(plan).code).toBe('forbidden');
  });

  it('too many from one address have to wait', async () => {
    const client = createClient(host, null);
    let refused = await client.call('POST', '/api/session');
    for (let tries = 0; tries < 20 && refused.status !== 429; tries += 1)
      refused = await client.call('POST', '/api/session');

    expect(problem(refused)).toMatchObject({ status: 429, code: 'rate_limited', retryable: true });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('anonymous sessions of a demonstration', () => {
  it('may change their plan', async () => {
    const [handler] = hostKinds;
    if (!handler) throw new Error('No host');
    const host = await handler.start({ settings: { isDemo: true } });
    const client = createClient(host, null);
    const created = await client.call('POST', '/api/session');
    const headers = {
      cookie: created.headers.get('set-cookie')?.split(';')[0] ?? '',
      'sec-fetch-site': 'same-origin',
    };
    const { workspace_id } = ok(anonymousSession, created);

    const answer = await client.call('PUT', `/api/workspaces/${workspace_id}/plan`, {
      body: { plan: 'tiny' },
      headers,
    });

    expect(answer.status).toBe(200);
    await host.close();
  });
});
