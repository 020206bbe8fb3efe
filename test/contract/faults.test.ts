import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '@holdfast/mock-server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, problem, testBytes } from './client.ts';
import type { TestHost } from './hosts.ts';
import { principals, testPlans } from './principals.ts';

describe('failures on order', () => {
  let directory: string;
  let server: RunningServer;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-faults-'));
    server = await startServer({
      databaseUrl: 'sqlite::memory:',
      storageRoot: directory,
      tokens: new Map(Object.entries(principals)),
      plans: testPlans,
      faults: true,
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const client = () =>
    createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) } as TestHost);
  const order = (...rules: unknown[]) => client().call('POST', '/__faults', { body: { rules } });

  it('answers the next requests with a problem, its fields and Retry-After, then goes on', async () => {
    const fault = { kind: 'answer', code: 'quota_exceeded', fields: { limit_bytes: 5 }, retry_after: 3 };
    await order({ method: 'POST', path: '/app/uploads/*', times: 1, fault });

    const first = await client().call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 1 },
    });
    const second = await client().call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 1 },
    });

    expect(first.body).toMatchObject({ status: 402, code: 'quota_exceeded', limit_bytes: 5 });
    expect([first.status, first.headers.get('retry-after'), second.status]).toEqual([402, '3', 201]);
  });

  it('answers a page where JSON was due', async () => {
    await order({ path: '/api/plans', times: 1, fault: { kind: 'html', status: 502 } });

    const answer = await client().call('GET', '/api/plans');

    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html']);
  });

  it('drops a connection before the work, or after it', async () => {
    await order(
      { path: '/app/uploads/initiate', times: 1, fault: { kind: 'drop' } },
      { path: '/app/assets/upload/complete', times: 1, fault: { kind: 'drop', when: 'after' } },
    );
    const session = { body: { file_name: 'lost', file_size: 4 } };

    await expect(client().call('POST', '/app/uploads/initiate', session)).rejects.toThrow();
    const opened = await client().initiate({ file_name: 'lost', file_size: 4 });
    await client().send(opened, testBytes(4));
    await expect(client().complete(opened)).rejects.toThrow();

    expect(await client().resume(opened)).toMatchObject({ upload_status: 'completed' });
    expect((await client().complete(opened)).status).toBe(200);
  });

  it('fails parts at the storage endpoint too', async () => {
    await order(
      { method: 'PUT', path: '/storage/*', times: 1, fault: { kind: 'answer', code: 'storage_unavailable' } },
      { method: 'PUT', path: '/storage/*', times: 1, fault: { kind: 'drop' } },
      { method: 'PUT', path: '/storage/*', times: 1, fault: { kind: 'delay', delay_ms: 5 } },
    );
    const bytes = testBytes(50);
    const session = await client().initiate({ file_size: 50 });
    const [signed] = await client().sign(session, bytes, [1]);
    const url = signed?.url ?? '';

    const unavailable = await client().put(url, bytes);
    await expect(client().put(url, bytes)).rejects.toThrow();
    const stored = await client().put(url, bytes);

    expect([unavailable.status, stored.status]).toEqual([503, 200]);
  });

  it('lists what is ordered and how often it hit, and clears it', async () => {
    await order({ path: '/api/plans', fault: { kind: 'answer', code: 'internal_error' } });
    await client().call('GET', '/api/plans');

    const listed = await client().call('GET', '/__faults');
    await client().call('DELETE', '/__faults');

    expect(listed.body).toMatchObject({ items: [{ hits: 1 }] });
    expect((await client().call('GET', '/api/plans')).status).toBe(200);
  });

  it.each([
    {},
    { rules: [{}] },
    { rules: [{ path: 'x', fault: { kind: 'html' } }] },
    { rules: [{ path: '/x', fault: { kind: 'answer', code: 'constructor' } }] },
  ])('refuses the order %j', async (body) => {
    expect(problem(await client().call('POST', '/__faults', { body })).code).toBe('invalid_request');
  });
});
