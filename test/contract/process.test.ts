import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileRecord, mebibyte, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, sliceOf, testBytes } from './client.ts';
import { listStored, type TestHost } from './hosts.ts';
import { runCommand, type ServerProcess, spawnServer, startProcess } from './server-process.ts';

const size = 12 * mebibyte;
const bytes = testBytes(size);

const clientOf = (server: ServerProcess) =>
  createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) } as TestHost);

describe('the server as a process', { timeout: 30_000 }, () => {
  let directory: string;
  let server: ServerProcess | undefined;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-process-'));
  });
  afterEach(async () => {
    if (server?.child.exitCode === null && server.child.signalCode === null) await server.kill();
    await rm(directory, { recursive: true, force: true });
  });

  it('R-C3 R-D2 killed in the middle of a part: acknowledged parts are there, quota is exact, nothing temporary is left', async () => {
    server = await startProcess(directory);
    const before = clientOf(server);
    const session = await before.initiate({ file_size: size });
    await before.send(session, bytes, [1]);
    const [signed] = await before.sign(session, bytes, [2]);
    const sending = request(signed?.url ?? '', {
      method: 'PUT',
      headers: { 'content-length': 5 * mebibyte },
    });
    sending.on('error', () => undefined);
    sending.write(sliceOf(session, bytes, 2).subarray(0, 2 * mebibyte));
    const incoming = async () =>
      (await listStored(join(directory, 'objects'))).filter((name) => name.startsWith('incoming'));
    await expect.poll(incoming).toHaveLength(1);

    await server.kill();
    server = await startProcess(directory, new URL(server.url).port);
    const after = clientOf(server);
    const resumed = await after.resume(session);
    const quota = ok(workspaceQuota, await after.call('GET', '/api/workspaces/a-main/quota'));
    const leftovers = await incoming();
    // The URL was signed before the crash, and the secret is kept: it still works.
    const again = await after.put(signed?.url ?? '', sliceOf(session, bytes, 2));
    await after.send(session, bytes, [3]);
    const file = ok(fileRecord, await after.complete(session));
    const served = new Uint8Array(await (await after.content(file.file_id)).arrayBuffer());

    expect(resumed.uploaded_parts).toMatchObject([
      { part_number: 1, checksum: sha256(sliceOf(session, bytes, 1)) },
    ]);
    expect([quota.used_bytes, quota.reserved_bytes]).toEqual([0, size]);
    expect(leftovers).toEqual([]);
    expect(again.status).toBe(200);
    expect(sha256(served)).toBe(sha256(bytes));
    expect(await server.stop()).toBe(0);
    const database = new DatabaseSync(join(directory, 'holdfast.db'));
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  });

  it('R-C6 a job runs as a one-shot command beside the server, and touches nothing that is being received', async () => {
    server = await startProcess(directory);
    const client = clientOf(server);
    const session = await client.initiate({ file_size: size });
    const [signed] = await client.sign(session, bytes, [1]);
    const first = sliceOf(session, bytes, 1);
    const sending = request(signed?.url ?? '', {
      method: 'PUT',
      headers: { 'content-length': first.length },
    });
    const answered = once(sending, 'response');
    sending.write(first.subarray(0, 2 * mebibyte));
    await expect
      .poll(async () => (await listStored(join(directory, 'objects'))).join())
      .toContain('incoming');

    const run = await runCommand(directory, ['jobs', 'run', 'expire-sessions']);
    const list = await runCommand(directory, ['jobs', 'list']);
    const unknown = await runCommand(directory, ['jobs', 'run', 'nothing']);
    const nonsense = await runCommand(directory, ['jobs', 'walk']);
    sending.end(first.subarray(2 * mebibyte));
    const [response] = (await answered) as [{ statusCode: number; resume(): void }];
    response.resume();

    expect(run.output).toMatch(/^expire-sessions: succeeded expired=0 completed=0 failed=0/);
    expect(list.output).toContain('expire-sessions\t* * * * *');
    expect([run.code, list.code, unknown.code, nonsense.code]).toEqual([0, 0, 1, 2]);
    expect(response.statusCode).toBe(200);
  });

  it('R-C11 killed at random while completing: one file, one charge, the bytes', async () => {
    server = await startProcess(directory);
    const { port } = new URL(server.url);
    const client = clientOf(server);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes);
    for (let round = 0; round < 3; round += 1) {
      void client.complete(session).catch(() => undefined);
      await server.kill();
      server = await startProcess(directory, port);
    }
    const database = new DatabaseSync(join(directory, 'holdfast.db'));
    // What was claimed by a dead server may be claimed again after a minute; the test does not wait for it.
    database.prepare('update upload_sessions set claim_until = 0').run();

    const file = ok(fileRecord, await client.complete(session));
    const served = new Uint8Array(await (await client.content(file.file_id)).arrayBuffer());

    expect(sha256(served)).toBe(sha256(bytes));
    expect(
      database.prepare("select used_bytes, reserved_bytes from workspaces where id = 'a-main'").get(),
    ).toEqual({ used_bytes: size, reserved_bytes: 0 });
    expect(database.prepare("select id from audit_events where to_status = 'active'").all()).toHaveLength(1);
    database.close();
  });

  it('R-D11 finishes a running part on SIGTERM, then stops', async () => {
    server = await startProcess(directory);
    const client = clientOf(server);
    const session = await client.initiate({ file_size: size });
    const [signed] = await client.sign(session, bytes, [1]);
    const part = sliceOf(session, bytes, 1);
    const sending = request(signed?.url ?? '', {
      method: 'PUT',
      headers: { 'content-length': part.byteLength },
    });
    const answered = once(sending, 'response');
    await new Promise((resolve) => sending.write(part.subarray(0, mebibyte), resolve));
    await expect
      .poll(async () => (await listStored(join(directory, 'objects'))).join())
      .toContain('incoming');

    const stopped = server.stop();
    sending.end(part.subarray(mebibyte));
    const [response] = (await answered) as [{ statusCode: number; resume(): void }];
    response.resume();

    expect(response.statusCode).toBe(200);
    expect(await stopped).toBe(0);
    const parts = (await listStored(join(directory, 'objects'))).filter((name) =>
      name.startsWith('multipart'),
    );
    expect(parts).toHaveLength(1);
  });

  it('R-D11 told to stop, it finishes what runs, says to who asks meanwhile that it is stopping, and begins nothing new', async () => {
    server = await startProcess(directory);
    const client = clientOf(server);
    const session = await client.initiate({ file_size: size });
    const [signed] = await client.sign(session, bytes, [1]);
    const part = sliceOf(session, bytes, 1);
    const { hostname, port, pathname, search } = new URL(signed?.url ?? '');
    const socket = connect(Number(port), hostname);
    let answers = '';
    socket.on('data', (chunk: Buffer) => {
      answers += chunk.toString();
    });
    socket.write(
      `PUT ${pathname}${search} HTTP/1.1\r\nhost: x\r\ncontent-length: ${part.byteLength}\r\n\r\n`,
    );
    socket.write(part.subarray(0, mebibyte));
    const incoming = async () =>
      (await listStored(join(directory, 'objects'))).filter((name) => name.startsWith('incoming'));
    await expect.poll(incoming).toHaveLength(1);

    const stopped = server.stop();
    const probe = async (path: string) => {
      const { status, headers, body } = await client.call('GET', path);
      return { status, connection: headers.get('connection'), body };
    };
    await expect
      .poll(() => probe('/readyz'))
      .toMatchObject({ status: 503, connection: 'close', body: { status: 'stopping' } });
    const late = await client.call('GET', '/api/files');
    const closed = once(socket, 'close');
    socket.write(part.subarray(mebibyte));
    socket.write('GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n');
    await closed;

    expect(answers).toMatch(/^HTTP\/1\.1 200 /);
    expect(answers).toMatch(/HTTP\/1\.1 503 .*connection: close.*"status":"stopping"/is);
    expect(problem(late)).toMatchObject({ status: 503, detail: 'The server is stopping' });
    expect([late.headers.has('retry-after'), late.headers.get('connection')]).toEqual([true, 'close']);
    expect(await stopped).toBe(0);
  });

  it('R-D10 names every wrong value and does not start', async () => {
    const child = spawnServer({
      PORT: 'http',
      DATABASE_URL: 'mysql://db',
      STORAGE_DRIVER: 'ftp',
      SIGNING_SECRET: 'short-but-secret',
    });
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });

    const [code] = (await once(child, 'close')) as [number];

    expect(code).toBe(1);
    for (const name of ['PORT', 'DATABASE_URL', 'STORAGE_DRIVER', 'SIGNING_SECRET'])
      expect(output).toContain(`${name}: `);
    expect(output).not.toContain('short-but-secret');
  });

  it.each(['sqlite:FILE/holdfast.db', 'sqlite:FILE', 'postgres://user:secret-word@127.0.0.1:1/none'])(
    'R-D10 a database that cannot be opened (%s) ends the start and is named by its variable',
    async (url) => {
      const file = join(directory, 'no-database');
      await writeFile(file, 'neither a directory nor a database');
      const child = spawnServer({
        PORT: '0',
        DATABASE_URL: url.replace('FILE', file),
        STORAGE_ROOT: join(directory, 'objects'),
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      }

      const [code] = (await once(child, 'close')) as [number];

      expect(code).toBe(1);
      expect(output).toContain('DATABASE_URL');
      expect(output).not.toContain('secret-word');
      expect(output).not.toContain('Holdfast backend ready');
    },
  );
});
