import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../domain/api-error.ts';
import type { StorageAnswer, StorageEndpoint } from '../storage/storage-endpoint.ts';

/** How much of a refused body is read, so that its sender gets to see the answer instead of a reset. */
const maxDrainedBytes = 64 * 1024 * 1024;
/** A body slower than this for a whole window is holding a connection, not sending a part. */
const minBytesPerWindow = 30 * 1024;
const windowMs = 30_000;

/**
 * Receives parts on Node's own streams. A detour through web streams would copy every chunk once more; parts are
 * nearly all the bytes this server ever sees.
 */
export async function handleStorageRequest(
  endpoint: StorageEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const contentLength = request.headers['content-length'];
  const answer = await endpoint.answer({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://localhost'),
    contentLength,
    body: bodyOf(request),
  });
  if (response.destroyed) return;
  send(request, response, answer);
}

function send(request: IncomingMessage, response: ServerResponse, answer: StorageAnswer): void {
  const isRead = request.complete || request.readableEnded;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
    ...(isRead ? {} : { connection: 'close' }),
  });
  response.end(answer.body);
  if (isRead) return;

  let drained = 0;
  request.on('data', (chunk: Buffer) => {
    drained += chunk.byteLength;
    if (drained > maxDrainedBytes) request.destroy();
  });
  request.on('error', () => undefined);
}

/** The body's chunks. Without its length nobody can tell a whole part from one that was cut. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  if (request.headers['content-length'] === undefined) {
    throw new ApiError('length_required', 'A part needs its Content-Length');
  }
  let windowStart = performance.now();
  let windowBytes = 0;
  // `destroyOnReturn` would close the socket under the answer that says why a body was refused.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    yield chunk as Buffer;
    windowBytes += (chunk as Buffer).byteLength;
    const now = performance.now();
    if (now - windowStart < windowMs) continue;
    if (windowBytes < minBytesPerWindow) throw new ApiError('request_timeout', 'The part came too slowly');
    windowStart = now;
    windowBytes = 0;
  }
}
