/// <reference lib="es2024.arraybuffer" />
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../domain/api-error.ts';
import type { Metrics } from '../domain/metrics/metrics.ts';
import type { Log } from '../domain/ports.ts';
import type { Faults } from '../faults/create-faults.ts';
import { ConnectionDropped, withFault } from '../faults/with-fault.ts';
import { createSpeedCheck } from '../http/speed-check.ts';
import type { StorageAnswer, StorageEndpoint } from '../storage/storage-endpoint.ts';
import type { ServerTimeouts } from './server-config.ts';

/** Up to this length a refused body is read to its end, so that its sender sees the answer instead of a reset. */
const maxDrainedBytes = 64 * 1024 * 1024;

export interface StorageHandlerOptions {
  readonly endpoint: StorageEndpoint;
  readonly faults: Faults | undefined;
  readonly timeouts: ServerTimeouts;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Receives parts on Node's own streams. A detour through web streams would copy every chunk once more; parts are
 * nearly all the bytes this server ever sees.
 */
export async function handleStorageRequest(
  { endpoint, faults, timeouts, log, metrics }: StorageHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startMs = performance.now();
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://localhost');
  const run = (): Promise<StorageAnswer> =>
    endpoint.answer({
      method,
      url,
      contentLength: request.headers['content-length'],
      body: bodyOf(request, timeouts),
    });
  try {
    const fault = faults?.decide(method, url.pathname) ?? null;
    const answer = await withFault(fault, run, (made) => made);
    const elapsedMs = performance.now() - startMs;
    metrics.count('holdfast_parts_total', { status_class: `${Math.floor(answer.status / 100)}xx` });
    if (answer.status === 200) metrics.observe('holdfast_part_seconds', {}, elapsedMs / 1000);
    // Its URL is a secret; what a log needs is that it came, and what became of it.
    log({
      level: 'info',
      event: 'part.answered',
      requestId: answer.headers['x-request-id'] ?? '',
      status: answer.status,
      ms: Math.round(elapsedMs * 10) / 10,
    });
    if (!response.destroyed) send(request, response, answer);
  } catch (error) {
    if (!(error instanceof ConnectionDropped)) throw error;
    request.socket.destroy();
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: StorageAnswer): void {
  const isRead = request.complete || request.readableEnded;
  const canDrain = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= maxDrainedBytes;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
    ...(isRead || canDrain ? {} : { connection: 'close' }),
  });
  response.end(answer.body);
  if (isRead) return;
  // The sender may break off when it reads the answer; there is nobody left to tell.
  request.on('error', () => undefined);
  request.resume();
}

/** The body's chunks. Without its length nobody can tell a whole part from one that was cut. */
async function* bodyOf(request: IncomingMessage, timeouts: ServerTimeouts): AsyncGenerator<Uint8Array> {
  if (request.headers['content-length'] === undefined) {
    throw new ApiError('length_required', 'A part needs its Content-Length');
  }
  const requireSpeed = createSpeedCheck(timeouts.leastSpeed);
  // `destroyOnReturn` would close the socket under the answer that says why a body was refused.
  const chunks = request.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const { done, value } = await chunks.next().catch((error: unknown) => {
        // The sender is gone; that is its affair and no fault of this server.
        throw new ApiError('request_timeout', 'The connection closed before the part was whole', {
          cause: error,
        });
      });
      if (done) return;
      const { byteLength } = value;
      yield value;
      release(value);
      requireSpeed(byteLength);
    }
  } finally {
    // Only without its iterator does the stream flow again, so that the rest of a refused body can be drained.
    await chunks.return?.();
  }
}

/**
 * Gives a chunk's memory back at once. Waiting for the garbage collector, a fast upload makes so much of it that the
 * collector walks the whole heap again and again: half of the processor time, by `npm run bench -- part-ingest`.
 */
function release({ buffer, byteLength }: Uint8Array): void {
  // A chunk that shares its memory with others leaves it to them.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
