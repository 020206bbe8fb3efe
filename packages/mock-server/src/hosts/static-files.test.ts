import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './node.ts';

describe('a page served from the same origin', () => {
  let directory: string;
  let server: RunningServer;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-static-'));
    const staticRoot = join(directory, 'www');
    await mkdir(join(staticRoot, 'assets'), { recursive: true });
    await writeFile(join(staticRoot, 'index.html'), '<h1>page</h1>');
    await writeFile(join(staticRoot, 'assets/app-AbCd1234.js'), 'run()');
    await writeFile(join(directory, 'secret.txt'), 'secret');
    server = await startServer({
      databaseUrl: 'sqlite::memory:',
      storageRoot: join(directory, 'objects'),
      staticRoot,
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Paths as they are, which fetch would tidy up first. */
  const get = (path: string, accept = '*/*', method = 'GET') =>
    new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const sending = request(server.url, { path, method, headers: { accept } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      sending.on('error', reject);
      sending.end();
    });

  it.each(['/', '/files', '/files/some-id'])('%s is the page, for somebody who visits it', async (path) => {
    const answer = await get(path, 'text/html');

    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<h1>page</h1>',
    ]);
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('an asset has its type and may be kept', async () => {
    const answer = await get('/assets/app-AbCd1234.js');

    expect([answer.headers['content-type'], answer.text]).toEqual([
      'text/javascript; charset=utf-8',
      'run()',
    ]);
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  it('a missing script stays missing, and the API stays the API', async () => {
    expect((await get('/assets/missing.js')).status).toBe(404);
    expect((await get('/api/nothing', 'text/html')).headers['content-type']).toBe('application/problem+json');
    expect((await get('/app/uploads', 'text/html')).status).toBe(401);
    expect((await get('/', 'text/html', 'POST')).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%00',
    '/%ff',
    '//etc/passwd',
  ])('R-D1 %s shows nothing outside the page', async (path) => {
    const answer = await get(path);

    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret');
  });
});
