import { once } from 'node:events';
import { request as http1Request } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { generate } from 'selfsigned';

/** What stands before a server as a CDN does: TLS and HTTP/2 outside, HTTP/1.1 behind. */
export interface Http2Front {
  /** The most PUT requests that were open at once, and the connections they came over. */
  peak(): { readonly puts: number; readonly connections: number };
  close(): Promise<void>;
}

/** Headers of one hop; HTTP/2 has none of them. */
const hopHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']);

export async function createHttp2Front(port: number, target: string): Promise<Http2Front> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const connections = new Set<Socket>();
  let puts = 0;
  let mostPuts = 0;

  async function pass(near: Http2ServerRequest, answer: Http2ServerResponse): Promise<void> {
    const { hostname, port: targetPort } = new URL(target);
    const headers = Object.fromEntries(
      Object.entries(near.headers).filter(([name]) => !name.startsWith(':') && !hopHeaders.has(name)),
    );
    const far = http1Request({
      hostname,
      port: targetPort,
      method: near.method,
      path: near.url,
      headers: { ...headers, host: near.authority },
    });
    // What matters is the answer, or that there is none.
    far.on('error', () => answer.stream.close());
    near.pipe(far);
    // An emitter says what comes with its event in an array.
    const [response] = (await once(far, 'response')) as [import('node:http').IncomingMessage];
    const kept = Object.entries(response.headers).filter(([name]) => !hopHeaders.has(name));
    answer.writeHead(response.statusCode ?? 502, Object.fromEntries(kept));
    await pipeline(response, answer);
  }

  const server = createSecureServer({ key, cert }, (near, answer) => {
    if (near.method === 'PUT') {
      puts += 1;
      mostPuts = Math.max(mostPuts, puts);
      answer.once('close', () => {
        puts -= 1;
      });
    }
    pass(near, answer).catch(() => answer.stream.close());
  });
  server.on('secureConnection', (socket: Socket) => {
    connections.add(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    peak: () => ({ puts: mostPuts, connections: connections.size }),
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}
