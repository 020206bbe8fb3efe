import {
  adminHistoryList,
  anonymousSession,
  sessionList,
  uploadSession,
  workspaceList,
} from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { createTestClock, hourMs } from './test-clock.ts';

const body = { file_name: 'a', file_size: 1 };

describe.each(hostKinds)('anonymous browser sessions on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start({
      settings: { anonymousSessionsPerMinute: 40, corsOrigins: ['https://app.example.com'] },
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

  it('R-D5 tabs that ask at the same time keep the one session their browser has', async () => {
    const { cookie, session } = await start();
    const count = async () => (await host.query<{ id: string }>('select id from browser_sessions')).length;
    const before = await count();

    const answers = await Promise.all(Array.from({ length: 12 }, () => start({ cookie })));

    expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((other) => other.session.workspace_id))).toEqual(
      new Set([session.workspace_id]),
    );
    expect(new Set(answers.map((other) => other.cookie))).toEqual(new Set([cookie]));
    expect(await count()).toBe(before);
  });

  it('R-D5 two browsers at the same time never touch each other’s files', async () => {
    const [left, right] = await Promise.all([start(), start()]);
    const client = createClient(host, null);
    const headersOf = (visitor: typeof left) => ({ cookie: visitor.cookie, 'sec-fetch-site': 'same-origin' });
    const open = (visitor: typeof left) =>
      client.call('POST', '/app/uploads/initiate', { body, headers: headersOf(visitor) });

    const answers = await Promise.all([left, right, left, right].map(open));
    const lists = await Promise.all(
      [left, right].map(async (visitor) =>
        ok(sessionList, await client.call('GET', '/app/uploads', { headers: headersOf(visitor) })),
      ),
    );

    const ids = answers.map((answer) => ok(uploadSession, answer).upload_session_id);
    const listed = lists.map(({ items }) => items.map((item) => item.upload_session_id).sort());
    expect(listed).toEqual([[ids[0], ids[2]].sort(), [ids[1], ids[3]].sort()]);
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

  it('A50 A51 lets exactly the configured origins read answers', async () => {
    const allowed = await host.fetch('/healthz', { headers: { origin: 'https://app.example.com' } });
    const others = [
      'https://evil.example',
      'null',
      'https://app.example.com.evil.example',
      'http://app.example.com',
      'https://app.example.com:444',
      'https://APP.example.com',
    ];
    const foreign = await Promise.all(
      others.map((origin) => host.fetch('/healthz', { headers: { origin } })),
    );

    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(foreign.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(
      others.map(() => null),
    );
  });

  it('A50 a page of another origin gets no session, and may not change its plan', async () => {
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
    for (let tries = 0; tries < 40 && refused.status !== 429; tries += 1)
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

describe('the life of an anonymous session', () => {
  const dayMs = 24 * hourMs;

  it('R-D5 is thirty days, and every day of use starts them again', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock });
    const client = createClient(host, null);
    const created = await client.call('POST', '/api/session');
    const headers = { cookie: created.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const look = () => client.call('GET', '/api/workspaces', { headers });

    clock.advance(dayMs);
    const soon = await look();
    clock.advance(28 * dayMs);
    const late = await Promise.all([look(), look(), client.call('POST', '/api/session', { headers })]);
    clock.advance(30 * dayMs - 1);
    const renewed = await look();
    clock.advance(30 * dayMs);
    const expired = await look();
    await host.close();

    expect([soon.status, soon.headers.get('set-cookie')]).toEqual([200, null]);
    expect(late.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(late.map((answer) => answer.headers.get('set-cookie'))).toContainEqual(
      expect.stringContaining(`${headers.cookie}; Path=/; Max-Age=2592000;`),
    );
    expect(renewed.status).toBe(200);
    expect(problem(expired).code).toBe('unauthorized');
  });

  it('R-D5 after it another one begins with nothing of the old, whose history stays for operators', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock, settings: { publicUrl: 'http://localhost' } });
    const client = createClient(host, null);
    const begin = async (headers = {}) => {
      const answer = await client.call('POST', '/api/session', { headers });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { answer, headers: { cookie, 'sec-fetch-site': 'same-origin' } };
    };
    const first = await begin();
    await client.call('POST', '/app/uploads/initiate', { body, headers: first.headers });
    const [row] = await host.query<{ tenant_id: string }>('select tenant_id from browser_sessions');
    clock.advance(30 * dayMs);

    const second = await begin({ cookie: first.headers.cookie });
    const uploads = ok(sessionList, await client.call('GET', '/app/uploads', { headers: second.headers }));
    const history = ok(
      adminHistoryList,
      await createClient(host, 'operator').call('GET', `/api/v1/admin/history?tenant_id=${row?.tenant_id}`),
    );
    await host.close();

    expect(second.answer.status).toBe(201);
    expect(second.headers.cookie).not.toBe(first.headers.cookie);
    expect(uploads.items).toEqual([]);
    expect(history.items).toMatchObject([{ file_name: 'a', user_id: row?.tenant_id }]);
  });
});
