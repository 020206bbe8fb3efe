import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@holdfast/mock-server';
import { type RunningServer, type ServerConfig, startServer } from '@holdfast/mock-server/node';
import { mebibyte } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, problem, sha256, testBytes } from '../client.ts';
import { documentedFetch } from '../documented-fetch.ts';
import { listStored, type TestHost } from '../hosts.ts';
import { principals, testPlans } from '../principals.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);
const alicePermissions = (permissions: Principal['permissions']): ReadonlyMap<string, Principal> =>
  new Map([['alice', { ...principals.alice, permissions }]]);

describe('attacks on a running Node server', () => {
  let directory: string;
  let server: RunningServer;
  const start = async (config: Partial<ServerConfig> = {}): Promise<void> => {
    server = await startServer({
      databaseUrl: `sqlite:${join(directory, 'holdfast.db')}`,
      storageRoot: join(directory, 'objects'),
      tokens: new Map(Object.entries(principals)),
      plans: testPlans,
      runsJobs: false,
      ...config,
    });
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-attack-'));
  });
  afterEach(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const client = () =>
    createClient({
      fetch: documentedFetch((path, init) => fetch(new URL(path, server.url), init)),
    } as TestHost);
  /** Sends text as it is and reads what comes back until the server closes. */
  const exchange = async (first: string | Uint8Array, ...rest: readonly string[]): Promise<string> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    let answer = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    for (const piece of [first, ...rest]) socket.write(piece);
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  };

  it('A6 who lost the right to upload in the middle cannot complete', async () => {
    await start({ tokens: alicePermissions(['*']) });
    const session = await client().initiate({ file_size: size });
    await client().send(session, bytes);
    await server.close();
    await start({ tokens: alicePermissions(['files:read']) });

    const answer = await client().complete(session);
    const file = await client().call('GET', `/api/files/${session.file_id}/content`);

    expect(problem(answer)).toMatchObject({ status: 403, code: 'forbidden' });
    expect(file.status).toBe(404);
  });

  it.each([{ chunk_size: 1 }, { part_size: 1 }, { part_count: 100_000 }])(
    'A17 the server decides how parts are cut, whatever %j a client asks for',
    async (wish) => {
      await start();

      const session = await client().initiate({ file_size: size, ...wish });

      expect(session).toMatchObject({ chunk_size: 5 * mebibyte, part_count: 2 });
    },
  );

  it('A24 headers of the sender say nothing about a part: its type is told from the bytes', async () => {
    await start();
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    const session = await client().initiate({ file_size: page.byteLength, mime_type: 'text/html' });
    const [signed] = await client().sign(session, page, [1]);

    const put = await fetch(signed?.url ?? '', {
      method: 'PUT',
      body: page,
      headers: { 'content-type': 'text/html', 'x-amz-acl': 'public-read', authorization: 'Bearer alice' },
    });
    await client().complete(session);
    const served = await client().content(session.file_id);

    expect(put.status).toBe(200);
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(served.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(served.headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    [
      'A45 the test virus',
      new TextEncoder().encode(
        ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
      ),
    ],
    [
      'A46 an archive that claims to unfold to gigabytes',
      Uint8Array.from([
        0x50,
        0x4b,
        3,
        4,
        20,
        0,
        0,
        0,
        8,
        0,
        ...new Array(8).fill(0),
        255,
        255,
        255,
        255,
        1,
        0,
        0,
        0,
        97,
      ]),
    ],
  ])(
    '%s is bytes: kept as it came, never opened, handed over as an attachment that cannot run',
    async (_, content) => {
      await start();

      const file = await client().upload(new Uint8Array(content));
      const served = await client().content(file.file_id);

      expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(new Uint8Array(content)));
      expect(served.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(served.headers.get('x-content-type-options')).toBe('nosniff');
      expect(served.headers.get('content-security-policy')).toContain('sandbox');
    },
  );

  it('A52 a forged Host or X-Forwarded header changes no URL the server makes', async () => {
    await start();
    const body = JSON.stringify({
      file_name: 'a',
      file_size: 1,
      checksum: { algorithm: 'sha256', value: sha256(testBytes(1)) },
      checksum_algorithms: ['sha256'],
    });

    const answer = await exchange(
      `POST /app/uploads/initiate HTTP/1.1\r\nhost: evil.example\r\nx-forwarded-host: evil.example\r\nx-forwarded-proto: gopher\r\nforwarded: host=evil.example\r\nauthorization: Bearer alice\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(answer).toContain(`"url":"${server.url}/`);
    expect(answer).not.toMatch(/evil|gopher/);
  });

  it('A55 headers that come too slowly end the connection, and the server lives', async () => {
    await start({ timeouts: { headersMs: 100 } });

    const answer = await exchange('GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ');

    expect(answer).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('A55 a connection that says nothing is closed, and what it began to send is gone', async () => {
    await start({ timeouts: { idleMs: 200 } });
    const session = await client().initiate({ file_size: size });
    const [signed] = await client().sign(session, bytes, [1]);
    const { pathname, search } = new URL(signed?.url ?? '');

    await exchange(
      `PUT ${pathname}${search} HTTP/1.1\r\nhost: x\r\ncontent-length: ${signed?.size_bytes}\r\n\r\nsome bytes`,
    );

    const incoming = async () =>
      (await listStored(join(directory, 'objects'))).filter((name) => name.startsWith('incoming'));
    await expect.poll(incoming).toEqual([]);
    expect((await client().resume(session)).uploaded_parts).toEqual([]);
  });

  it('A55 a part that drips is refused with 408 and leaves nothing', async () => {
    await start({ timeouts: { leastSpeed: { bytesPerSecond: 1e9, windowMs: 1 } } });
    const session = await client().initiate({ file_size: size });

    const answers = await Promise.all(
      (await client().sign(session, bytes, [1])).map(({ url }) =>
        client().put(url, new Uint8Array(bytes.slice(0, 5 * mebibyte))),
      ),
    );

    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [408, 'request_timeout'],
    ]);
    expect((await client().resume(session)).uploaded_parts).toEqual([]);
  });

  it('A61 no request names an address for the server to call', async () => {
    await start();
    const document = (await client().call('GET', '/openapi.json')).body as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: unknown }>>>>;
    };
    const bodies = Object.values(document.paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap(({ requestBody }) => (requestBody === undefined ? [] : [JSON.stringify(requestBody)]));

    expect(bodies.length).toBeGreaterThan(8);
    for (const body of bodies)
      expect(body).not.toMatch(/"(?:\w*(?:callback|webhook|notify)\w*|\w*_uri|source_url)":/i);
  });
});
