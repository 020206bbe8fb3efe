import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEntry } from '@holdfast/mock-server';
import { startServer } from '@holdfast/mock-server/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, problem } from './client.ts';
import type { TestHost } from './hosts.ts';
import { spawnServer } from './server-process.ts';
import { createSilentServer, type SilentServer } from './silent-server.ts';

/** How long the server would wait for its database, were it not for what the test does meanwhile. */
const endlessMs = 600_000;

describe('a server that is still starting', () => {
  let directory: string;
  let database: SilentServer;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-starting-'));
    database = await createSilentServer();
  });
  afterEach(async () => {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  });
  const databaseUrl = () => `postgres://holdfast:secret@127.0.0.1:${database.port}/holdfast`;

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'R-D11 stops with exit code 0 at %s, and says so',
    async (signal) => {
      const child = spawnServer({
        PORT: '0',
        DATABASE_URL: databaseUrl(),
        STORAGE_ROOT: join(directory, 'objects'),
      });
      let log = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
      child.stdout?.resume();
      const closed = once(child, 'close');
      await database.connected;

      child.kill(signal);

      expect(await closed).toEqual([0, null]);
      expect(log).toContain(`"event":"server.stopping","signal":"${signal}"`);
    },
  );

  it('R-D11 runs no job when it is told to stop before it could, and its exit code says so', async () => {
    const child = spawnServer({ DATABASE_URL: databaseUrl(), STORAGE_ROOT: join(directory, 'objects') }, [
      'jobs',
      'run',
      'expire-sessions',
    ]);
    child.stdout?.resume();
    child.stderr?.resume();
    const closed = once(child, 'close');
    await database.connected;

    child.kill('SIGTERM');

    expect(await closed).toEqual([1, null]);
  });

  it('R-D11 answers every request that it waits for its database, and lives', async () => {
    let url = '';
    const starting = startServer({
      databaseUrl: databaseUrl(),
      databasePool: { connectTimeoutMs: endlessMs },
      storageRoot: join(directory, 'objects'),
      settings: { corsOrigins: ['https://app.example.com'] },
      log: (entry: LogEntry) => {
        if (entry.event === 'server.listening') url = String(entry.url);
      },
    });
    // Listened to from the beginning, so that its end is nobody's surprise.
    const ended = starting.then(
      () => 'started',
      () => 'failed',
    );
    await database.connected;
    const client = createClient({ fetch: (path, init) => fetch(new URL(path, url), init) } as TestHost);

    const origin = 'https://app.example.com';
    const call = await client.call('POST', '/app/uploads/initiate', { body: {}, headers: { origin } });
    const unknown = await client.call('GET', '/nothing');
    const ready = await client.call('GET', '/readyz');
    const alive = await client.call('GET', '/healthz');
    await database.close();

    expect(problem(call)).toMatchObject({
      status: 503,
      code: 'database_unavailable',
      retryable: true,
      detail: 'The server is starting: it waits for its database',
    });
    expect(call.headers.get('retry-after')).toBe('2');
    expect(call.headers.get('access-control-allow-origin')).toBe(origin);
    expect(problem(unknown)).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect([ready.status, ready.body]).toEqual([
      503,
      { status: 'starting', components: { storage: 'ok', database: 'unavailable' } },
    ]);
    expect([alive.status, alive.body]).toEqual([200, { status: 'ok' }]);
    expect(await ended).toBe('failed');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('R-D11 answers while it waits for its store, too', async () => {
    let url = '';
    const ended = startServer({
      databaseUrl: 'sqlite::memory:',
      storageRoot: join(directory, 'objects'),
      provisioning: { strategy: 'shared', bucket: 'files' },
      s3: {
        connection: {
          endpoint: `http://127.0.0.1:${database.port}`,
          region: 'us-east-1',
          credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
          forcePathStyle: true,
        },
      },
      log: (entry: LogEntry) => {
        if (entry.event === 'server.listening') url = String(entry.url);
      },
    }).then(
      () => 'started',
      () => 'failed',
    );
    await database.connected;
    const client = createClient({ fetch: (path, init) => fetch(new URL(path, url), init) } as TestHost);

    const call = await client.call('GET', '/api/files');
    const ready = await client.call('GET', '/readyz');
    await database.close();

    expect(problem(call)).toMatchObject({ status: 503, code: 'storage_unavailable' });
    expect(ready.body).toEqual({
      status: 'starting',
      components: { storage: 'unavailable', database: 'unavailable' },
    });
    expect(await ended).toBe('failed');
  });
});
