import { capabilities, mebibyte, readToken } from '@holdfast/upload-manager/contract';
import { describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { inProcess } from './hosts.ts';
import { operatorToken } from './principals.ts';
import { createTestClock } from './test-clock.ts';

describe('limits for each principal', () => {
  it('A19 a storm of calls is told to wait, for as long as it takes, and hurts nobody else', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock, settings: { callsPerMinute: 6 } });
    const client = createClient(host);
    const ask = () => client.call('GET', '/api/capabilities');
    for (let call = 0; call < 6; call += 1) ok(capabilities, await ask());

    const refused = await ask();
    const other = await createClient(host, 'bob').call('GET', '/api/capabilities');
    clock.advance(Number(refused.headers.get('retry-after')) * 1000);

    expect([refused.status, problem(refused).code, problem(refused).retryable]).toEqual([
      429,
      'rate_limited',
      true,
    ]);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(other.status).toBe(200);
    expect((await ask()).status).toBe(200);
    await host.close();
  });

  it('A19 URLs to sign are counted one by one, and a refusal signs none', async () => {
    const host = await inProcess.start({ clock: createTestClock(), settings: { signedUrlsPerMinute: 10 } });
    const client = createClient(host);
    const session = await client.initiate({ file_size: 30 * mebibyte, checksum_algorithms: [] });
    const path = `/app/uploads/${session.upload_session_id}/multipart-part-urls`;
    const sign = (count: number) =>
      client.call('POST', path, {
        body: {
          parts: Array.from({ length: count }, (_, index) => ({
            part_number: (index % session.part_count) + 1,
          })),
        },
      });

    const first = await sign(session.part_count);
    const statuses = [];
    for (let left = 10 - session.part_count; left >= 0; left -= session.part_count) {
      statuses.push((await sign(session.part_count)).status);
    }

    expect(first.status).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    await host.close();
  });

  it('A4 guessing ids: 404 for the first, then 429 for every call until it stops', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock, settings: { unknownIdsPerMinute: 30 } });
    const client = createClient(host, 'bob');
    const foreign = await createClient(host).initiate({ file_size: 10 });
    const guess = (id: string) => client.call('GET', `/app/uploads/${id}/resume`);
    const guesses = [];
    for (let count = 0; count < 30; count += 1) guesses.push((await guess(crypto.randomUUID())).status);

    const afterwards = [await guess(foreign.upload_session_id), await client.call('GET', '/api/files')];
    clock.advance(2000);

    expect(new Set(guesses)).toEqual(new Set([404]));
    expect(afterwards.map((answer) => problem(answer).code)).toEqual(['rate_limited', 'rate_limited']);
    expect((await client.call('GET', '/api/files')).status).toBe(200);
    await host.close();
  });

  it('A4 guessing a hundred ids in one call counts as a hundred guesses', async () => {
    const host = await inProcess.start({ clock: createTestClock(), settings: { unknownIdsPerMinute: 90 } });
    const client = createClient(host, 'bob');
    const uploads = Array.from({ length: 100 }, () => ({ upload_session_id: crypto.randomUUID() }));

    const first = await client.call('POST', '/app/assets/upload/complete-batch', { body: { uploads } });
    const second = await client.call('POST', '/app/uploads/upload-urls', { body: { uploads } });

    expect([first.status, second.status]).toEqual([200, 429]);
    await host.close();
  });
});

describe('limits for whoever is not known yet', () => {
  it.each([
    ['/api/files', 'bob'],
    ['/api/v1/admin/jobs', operatorToken],
    ['/readyz', operatorToken],
  ] as const)(
    'A1 A4 guessing tokens at %s: 401 for the first, then 429 also for the right one',
    async (path, right) => {
      const clock = createTestClock();
      const host = await inProcess.start({ clock, settings: { wrongTokensPerMinute: 6 } });
      const known = await createClient(host).call('GET', '/api/files');
      const tried = async (token: string) => {
        const headers = { authorization: `Bearer ${token}` };
        return createClient(host, null).call('GET', path, { headers });
      };
      // Readiness answers anybody, only not as much.
      const wrong = path === '/readyz' ? 503 : 401;
      if (path === '/readyz') {
        await host.query("update kysely_migration set name = 'x' where name like '0001%' returning name");
      }
      const guesses = [];
      for (let count = 0; count < 6; count += 1) guesses.push((await tried(`wrong-${count}`)).status);

      const refused = await tried(right);
      const other = await createClient(host).call('GET', '/api/files');
      clock.advance(Number(refused.headers.get('retry-after')) * 1000);
      const later = await tried(right);

      expect(new Set(guesses)).toEqual(new Set([wrong]));
      expect([problem(refused).code, refused.headers.get('retry-after')]).toEqual(['rate_limited', '10']);
      expect([known.status, other.status]).toEqual([200, 200]);
      expect(later.status).toBe(path === '/readyz' ? 503 : 200);
      if (path === '/readyz') {
        expect(later.body).toHaveProperty('reasons');
        await host.query(
          "update kysely_migration set name = '0001-main-flow' where name = 'x' returning name",
        );
      }
      await host.close();
    },
  );

  it('A19 the operator waits too, and a caller does not for the operator', async () => {
    const clock = createTestClock();
    const host = await inProcess.start({ clock, settings: { operatorCallsPerMinute: 3 } });
    const operator = createClient(host, operatorToken);
    const paths = ['/api/v1/admin/jobs', '/metrics', '/api/v1/projects/p/cleanup'];
    const statuses = [];
    for (const path of paths) statuses.push((await operator.call('GET', path)).status);

    const refused = [];
    for (const path of paths) refused.push(await operator.call('GET', path));
    const caller = await createClient(host).call('GET', '/api/v1/projects/p/cleanup');
    clock.advance(20_000);

    expect(statuses).toEqual([200, 200, 404]);
    for (const answer of refused) {
      expect([problem(answer).code, answer.headers.get('retry-after')]).toEqual(['rate_limited', '20']);
    }
    expect(problem(caller).code).toBe('not_found');
    expect((await operator.call('GET', '/api/v1/admin/jobs')).status).toBe(200);
    await host.close();
  });

  it('A19 reads without credentials are counted, good and bad, and those with credentials are not held up', async () => {
    const clock = createTestClock();
    const settings = { openReadsPerMinute: 3, publicReferenceTypes: ['avatar'] };
    const host = await inProcess.start({ clock, settings });
    const alice = createClient(host);
    const file = await alice.upload(testBytes(10));
    const avatar = await alice.upload(testBytes(11), { reference_type: 'avatar', reference_id: 'a' });
    const { url } = ok(readToken, await alice.call('POST', `/api/files/${file.file_id}/read-token`));
    const { pathname, search } = new URL(url);
    const visitor = createClient(host, null);
    const reads = [pathname + search, `${pathname}?t=wrong`, `/api/files/${avatar.file_id}/content`];
    const statuses = [];
    for (const path of reads) statuses.push((await visitor.call('GET', path)).status);

    const refused = [];
    for (const path of reads) refused.push(await visitor.call('GET', path));
    const own = await alice.content(file.file_id);
    clock.advance(20_000);

    expect(statuses).toEqual([200, 403, 200]);
    for (const answer of refused) {
      expect([problem(answer).code, answer.headers.get('retry-after')]).toEqual(['rate_limited', '20']);
    }
    expect(own.status).toBe(200);
    expect((await visitor.call('GET', pathname + search)).status).toBe(200);
    await host.close();
  });
});

describe('what operators see', () => {
  it('R-D8 metrics count by route template, never by id, and are for the operator alone', async () => {
    const host = await inProcess.start();
    const client = createClient(host);
    const session = await client.initiate({ file_size: 10 });
    await client.resume(session);
    await client.call('GET', `/app/uploads/${crypto.randomUUID()}/resume`);
    await client.call('GET', '/nowhere/secret-path');

    const answer = await createClient(host, operatorToken).call('GET', '/metrics');
    const text = String(answer.body);

    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toContain(
      'holdfast_http_requests_total{route="/app/uploads/{id}/resume",method="GET",status_class="2xx",code=""} 1',
    );
    expect(text).toContain(
      'holdfast_http_requests_total{route="/app/uploads/{id}/resume",method="GET",status_class="4xx",code="not_found"} 1',
    );
    expect(text).toContain('route="unmatched"');
    expect(text).not.toContain(session.upload_session_id);
    expect(text).not.toContain('secret-path');
    expect((await client.call('GET', '/metrics')).status).toBe(401);
    await host.close();
  });

  it('R-D8 A66 one log line for each request, with ids and without tokens, names, paths and queries', async () => {
    const entries: Record<string, unknown>[] = [];
    const host = await inProcess.start({ log: (entry) => void entries.push({ ...entry }) });
    const client = createClient(host);
    const name = 'evil"}\n{"level":"info","event":"forged.jpg';

    const answer = await client.call('POST', '/app/uploads/initiate?secret=hunter2', {
      body: { file_name: name, file_size: 3, checksum_algorithms: [] },
      headers: { 'user-agent': 'curl {"forged":1}' },
    });
    const line = entries.find(({ event }) => event === 'request.answered');

    expect(line).toEqual({
      level: 'info',
      event: 'request.answered',
      requestId: answer.headers.get('x-request-id'),
      method: 'POST',
      route: '/app/uploads/initiate',
      status: 201,
      ms: expect.any(Number),
      tenantId: 'tenant-a',
      userId: 'alice',
    });
    expect(JSON.stringify(entries)).not.toMatch(/hunter2|forged|Bearer|curl/);
    await host.close();
  });

  it('R-D11 readiness names a component that fails to anybody, and why to operators', async () => {
    const host = await inProcess.start();
    const rename = (from: string, to: string) =>
      host.query(`update kysely_migration set name = '${to}' where name = '${from}'`);
    await rename('0001-main-flow', '0000-unknown');

    const told = await createClient(host, null).call('GET', '/readyz');
    const asOperator = await createClient(host, operatorToken).call('GET', '/readyz');

    expect([told.status, told.body]).toEqual([
      503,
      {
        status: 'unavailable',
        components: { database: 'ok', migrations: 'unavailable', storage: 'ok' },
      },
    ]);
    expect(asOperator.body).toMatchObject({
      reasons: { migrations: expect.stringContaining('0001-main-flow') },
    });
    // The database may be lent to another host after this one.
    await rename('0000-unknown', '0001-main-flow');
    await host.close();
  });
});

describe('headers of every answer', () => {
  it.each(['/healthz', '/api/files', '/openapi.json', '/nowhere'])(
    'R-D8 %s tells browsers not to guess, frame or leak',
    async (path) => {
      const host = await inProcess.start();

      const { headers } = await createClient(host, null).call('GET', path);

      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-site');
      expect(headers.get('strict-transport-security')).toBeNull();
      await host.close();
    },
  );
});
