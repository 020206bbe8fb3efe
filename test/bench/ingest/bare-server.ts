import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The floor for taking parts: Node alone, each body piped to a file, hashed on the way and synchronised. */
const root = process.env.STORAGE_ROOT ?? '.';

async function receive(request: IncomingMessage): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    request,
    async function* hashed(body: AsyncIterable<Uint8Array>) {
      for await (const chunk of body) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(join(root, randomUUID()), { flush: true }),
  );
  return hash.digest('base64');
}

const server = createServer((request, response) => {
  receive(request).then(
    (digest) => response.setHeader('etag', `"${digest}"`).end(),
    () => response.destroy(),
  );
}).listen(0, '127.0.0.1', () => {
  // A server that listens on TCP has an address of this kind.
  console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
