import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '@holdfast/mock-server/node';
import { mebibyte } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, sliceOf, testBytes } from './client.ts';
import { listStored, type TestHost } from './hosts.ts';
import { principals, testPlans } from './principals.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);

describe('a server on a socket', () => {
  let directory: string;
  let server: RunningServer;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-socket-'));
    server = await startServer({
      databaseUrl: `sqlite:${join(directory, 'holdfast.db')}`,
      storageRoot: join(directory, 'objects'),
      tokens: new Map(Object.entries(principals)),
      plans: testPlans,
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const client = () =>
    createClient({ fetch: (path, init) => fetch(new URL(path, server.url), init) } as TestHost);
  const stored = () => listStored(join(directory, 'objects'));
  const open = async (): Promise<Socket> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return socket;
  };
  /** Sends text as it is and reads what comes back until the server closes. */
  const exchange = async (...pieces: (string | Uint8Array)[]): Promise<string> => {
    const socket = await open();
    for (const piece of pieces) socket.write(piece);
    let answer = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    await new Promise((resolve) => socket.once('close', resolve));
    return answer;
  };
  const signedPath = async () => {
    const session = await client().initiate({ file_size: size });
    const [signed] = await client().sign(session, bytes, [1]);
    const { pathname, search } = new URL(signed?.url ?? '');
    return { session, path: pathname + search, part: sliceOf(session, bytes, 1) };
  };

  it('a part without its length is 411', async () => {
    const { path } = await signedPath();
    const before = await stored();

    const answer = await exchange(
      `PUT ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 411 /);
    expect(answer).toContain('"code":"length_required"');
    expect(await stored()).toEqual(before);
  });

  it('A13 of a body longer than declared nothing more than the declared part is kept', async () => {
    const { session, path, part } = await signedPath();

    const answer = await exchange(
      `PUT ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${part.byteLength}\r\n\r\n`,
      part,
      'and more that nobody asked for',
    );
    await expect.poll(async () => (await stored()).filter((name) => name.startsWith('incoming'))).toEqual([]);

    // Which of the two comes first is the parser's affair; the rest of the bytes is never part of anything.
    expect(answer).toMatch(/^HTTP\/1\.1 (?:200|400) /);
    const sizes = (await client().resume(session)).uploaded_parts.map(({ size_bytes }) => size_bytes);
    expect([[], [part.byteLength]]).toContainEqual(sizes);
  });

  it('R-D2 a connection that drops in the middle leaves no part and no temporary file', async () => {
    const { session, path, part } = await signedPath();
    const before = await stored();
    const socket = await open();
    socket.on('error', () => undefined);
    socket.write(`PUT ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: ${part.byteLength}\r\n\r\n`);
    await new Promise((resolve) => socket.write(part.subarray(0, 3 * mebibyte), resolve));
    await expect.poll(stored).not.toEqual(before);

    socket.resetAndDestroy();

    await expect.poll(stored).toEqual(before);
    expect((await client().resume(session)).uploaded_parts).toEqual([]);
  });

  it.each([
    [
      'a length and chunks at once',
      'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers of 100 KB', `GET /healthz HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['no HTTP at all', '\u0000\u0001\u0002 hello\r\n\r\n'],
    ['a negative length', 'POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n'],
  ])('A54 survives %s', async (_, request) => {
    const answer = await exchange(request);

    expect(answer).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  const uploadHead = (...headers: readonly string[]) =>
    ['POST /api/upload HTTP/1.1', 'host: x', 'authorization: Bearer alice', ...headers, '', ''].join('\r\n');

  it.each([
    ['larger than a file may be', 413, 'file_too_large', 'x-file-name: a'],
    ['without its name', 400, 'invalid_request', 'x-other: a'],
    ['with a bad reference', 400, 'invalid_request', 'x-file-name: a\r\nx-reference-id: 7'],
  ])(
    'R-A1 an upload %s is refused by its headers, however slowly its body comes',
    async (_, status, code, header) => {
      const head = uploadHead(`content-length: ${33 * mebibyte}`, header);

      const answer = await exchange(head, 'abc');

      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).toContain(`"code":"${code}"`);
    },
  );

  it('R-A1 who asks before sending is refused without being told to send', async () => {
    const head = uploadHead(`content-length: ${33 * mebibyte}`, 'x-file-name: a', 'expect: 100-continue');

    const answer = await exchange(head);

    expect(answer).toMatch(/^HTTP\/1\.1 413 .*connection: close.*"code":"file_too_large"/is);
    expect(answer).not.toContain('100 Continue');
  });

  it.each(['an upload', 'a part', 'a call'])(
    'R-A1 who asks before sending %s is told to send, and sends it',
    async (what) => {
      const { path, part } = await signedPath();
      const json = new TextEncoder().encode('{"file_name":"a","file_size":1}');
      const asking = ['expect: 100-continue', 'connection: close'];
      const requests: Readonly<Record<string, readonly [string, Uint8Array]>> = {
        'an upload': [uploadHead('content-length: 1000', 'x-file-name: a', ...asking), testBytes(1000)],
        'a part': [
          [`PUT ${path} HTTP/1.1`, 'host: x', `content-length: ${part.byteLength}`, ...asking, '', ''].join(
            '\r\n',
          ),
          part,
        ],
        'a call': [
          [
            'POST /app/uploads/initiate HTTP/1.1',
            'host: x',
            'authorization: Bearer alice',
            'content-type: application/json',
            `content-length: ${json.byteLength}`,
            ...asking,
            '',
            '',
          ].join('\r\n'),
          json,
        ],
      };
      const [head, body] = requests[what] ?? ['', json];
      const socket = await open();
      let answer = '';
      const told = new Promise<void>((resolve) => {
        socket.on('data', (chunk: Buffer) => {
          answer += chunk.toString('latin1');
          resolve();
        });
      });
      const closed = once(socket, 'close');
      socket.write(head);
      await told;
      const before = answer;
      socket.write(body);
      await closed;

      expect(before).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 20[01] /);
    },
  );

  it('A13 refuses a part of the wrong length at once, and says why', async () => {
    const { path } = await signedPath();

    const answer = await exchange(
      `PUT ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 99999999\r\n\r\nstart`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"part_size_mismatch"');
  }, 15_000);
});
