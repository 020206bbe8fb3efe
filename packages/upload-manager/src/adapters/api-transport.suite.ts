import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import type { ApiRequest, ApiTransport } from '../ports/api-transport.ts';
import type { ApiTransportOptions } from './api-transport-options.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Long enough for an answer that comes, short enough to wait for one that does not. */
const timeoutMs = 300;

/** The rules of every API transport, over a real server. */
export function describeApiTransport(
  name: string,
  createTransport: (options: ApiTransportOptions) => ApiTransport,
): void {
  describe(`${name} as an API transport`, () => {
    let server: Server;
    let handle: Handler;
    let baseUrl: string;

    beforeAll(async () => {
      server = createServer((request, response) => handle(request, response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    const get: Omit<ApiRequest, 'url'> = { method: 'GET', headers: {} };
    const neverAborted = new AbortController().signal;

    function request(changes: Partial<ApiRequest> = {}, signal: AbortSignal = neverAborted) {
      return createTransport({ timeoutMs }).request({ ...get, url: `${baseUrl}/app/x`, ...changes }, signal);
    }

    it('sends the method, the headers and the body as JSON, and asks for JSON', async () => {
      handle = async (received, response) => {
        const { 'content-type': contentType, 'x-workspace-id': workspaceId, accept } = received.headers;
        const { method, url } = received;
        const body = await text(received);
        response.end(JSON.stringify({ method, url, contentType, workspaceId, accept, body }));
      };

      const answer = await request({
        method: 'POST',
        url: `${baseUrl}/app/uploads?limit=2`,
        headers: { 'X-Workspace-Id': 'w-1' },
        body: { file_name: 'Ä.txt' },
      });

      expect(answer.body).toEqual({
        method: 'POST',
        url: '/app/uploads?limit=2',
        contentType: 'application/json',
        workspaceId: 'w-1',
        accept: 'application/json',
        body: '{"file_name":"Ä.txt"}',
      });
    });

    it('sends neither body nor content type where there is no body', async () => {
      handle = async (received, response) => {
        response.end(
          JSON.stringify({ type: received.headers['content-type'] ?? null, body: await text(received) }),
        );
      };

      expect((await request({ method: 'DELETE' })).body).toEqual({ type: null, body: '' });
    });

    it.each([200, 204, 404, 409, 429, 503])('answers whatever the status is: %i', async (status) => {
      handle = (_, response) => {
        response.writeHead(status, { 'Retry-After': '7' });
        response.end(status === 204 ? undefined : '{"code":"x"}');
      };

      const answer = await request();

      expect([answer.status, answer.header('retry-after'), answer.header('x-none')]).toEqual([
        status,
        '7',
        null,
      ]);
      expect(answer.body).toEqual(status === 204 ? undefined : { code: 'x' });
    });

    it('gives no body for HTML: a proxy answered', async () => {
      handle = (_, response) => response.end('<!doctype html><title>Sign in</title>');

      expect(await request()).toMatchObject({ status: 200, body: undefined });
    });

    it('asks once: trying again is the engine’s business', async () => {
      let asked = 0;
      handle = (_, response) => {
        asked += 1;
        response.writeHead(503).end();
      };

      await request();

      expect(asked).toBe(1);
    });

    it.each([
      ['closes the connection', (_: IncomingMessage, response: ServerResponse) => response.destroy()],
      [
        'breaks off in its answer',
        (_: IncomingMessage, response: ServerResponse) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{"a":');
          setImmediate(() => response.destroy());
        },
      ],
    ])('throws `network` when the server %s', async (_, broken) => {
      handle = broken;

      await expect(request()).rejects.toMatchObject({ name: 'UploadError', code: 'network' });
    });

    it('throws `network` when nobody listens', async () => {
      const gone = createServer();
      await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
      const { port } = gone.address() as AddressInfo;
      await new Promise((resolve) => gone.close(resolve));

      await expect(request({ url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({ code: 'network' });
    });

    it.each([
      ['does not answer', () => {}],
      [
        'stands still in its answer',
        (_: IncomingMessage, response: ServerResponse) => {
          response.writeHead(200);
          response.write('{"a":');
        },
      ],
    ])('throws `timeout` when the server %s', async (_, silent) => {
      handle = silent;

      await expect(request()).rejects.toMatchObject({ name: 'UploadError', code: 'timeout' });
    });

    it('rejects with the signal’s reason when it is aborted on the way', async () => {
      const controller = new AbortController();
      const reason = new UploadError('aborted', 'paused');
      handle = () => controller.abort(reason);

      await expect(request({}, controller.signal)).rejects.toBe(reason);
    });

    it('asks nothing with a signal that was aborted before', async () => {
      let asked = 0;
      handle = () => {
        asked += 1;
      };
      const reason = new UploadError('aborted', 'paused');

      await expect(request({}, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(asked).toBe(0);
    });
  });
}
