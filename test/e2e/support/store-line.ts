import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

interface SeenRequest {
  readonly method: string;
  readonly partNumber: number | null;
  readonly status: number;
}

/** What stands between the page and a store on HTTP: it sees every request, and can spoil signed URLs on their way. */
export interface StoreLine {
  readonly url: string;
  /** Answered requests, in the order of their answers. */
  readonly seen: readonly SeenRequest[];
  /** From now on the next so many URLs that bytes are sent to are signed wrongly for the store, for good. */
  spoilUrls(count: number): void;
  close(): Promise<void>;
}

/** Passes requests on with the host name they were signed for. */
export async function createStoreLine(storeUrl: string): Promise<StoreLine> {
  const { hostname, port } = new URL(storeUrl);
  const seen: SeenRequest[] = [];
  const spoiled = new Set<string>();
  let toSpoil = 0;

  const pass = async (near: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const url = new URL(near.url ?? '/', storeUrl);
    const method = near.method ?? 'GET';
    if (method === 'PUT' && spoiled.size < toSpoil) spoiled.add(url.href);
    if (method === 'PUT' && spoiled.has(url.href)) {
      url.searchParams.set('X-Amz-Signature', '0'.repeat(64));
    }
    const path = `${url.pathname}${url.search}`;
    const far = request({ hostname, port, method, path, headers: near.headers });
    // A store that refuses early closes its side before it has read everything; what matters is its answer.
    far.on('error', () => undefined);
    answer.on('close', () => far.destroy());
    near.pipe(far);
    // An emitter says what comes with its event in an array.
    const [response] = (await once(far, 'response')) as [IncomingMessage];
    near.unpipe(far);
    near.resume();
    const partNumber = url.searchParams.get('partNumber');
    const status = response.statusCode ?? 0;
    seen.push({ method, partNumber: partNumber === null ? null : Number(partNumber), status });
    answer.writeHead(status, response.headers);
    await pipeline(response, answer);
  };

  const server = createServer((near, answer) => {
    // A page that is reloaded breaks off what it was sending.
    pass(near, answer).catch(() => answer.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on TCP has an address of this kind.
  const address = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    spoilUrls(count) {
      toSpoil = spoiled.size + count;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
