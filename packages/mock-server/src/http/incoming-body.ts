import { ApiError } from '../domain/api-error.ts';
import { createSpeedCheck } from './speed-check.ts';

export interface IncomingBody {
  /** The chunks as they come, as long as they come fast enough. */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** Reads what is left, so that a sender still sending sees the answer instead of a reset. */
  drain(): Promise<void>;
}

/** Beyond this, breaking off costs less than reading on. */
const maxDrainedBytes = 64 * 1024 * 1024;

/** The body of a request, for a reader that may refuse it halfway. */
export function openBody(request: Request): IncomingBody {
  const reader = request.body?.getReader();
  const requireSpeed = createSpeedCheck();

  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    if (!reader) return;
    for (;;) {
      const { done, value } = await readChunk(reader);
      if (done) return;
      requireSpeed(value.byteLength);
      yield value;
    }
  }

  return {
    chunks: read(),
    async drain() {
      try {
        let drainedBytes = 0;
        for await (const { byteLength } of read()) {
          drainedBytes += byteLength;
          if (drainedBytes > maxDrainedBytes) break;
        }
        await reader?.cancel();
      } catch {
        // The sender is gone; there is nobody left to answer.
      }
    },
  };
}

/** A sender that goes away is no fault of the server's. */
export async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    throw new ApiError('request_timeout', 'The connection closed before the body was whole', {
      cause: error,
    });
  }
}
