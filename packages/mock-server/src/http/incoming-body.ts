import { ApiError } from '../domain/api-error.ts';
import { createSpeedCheck } from './speed-check.ts';

export interface IncomingBody {
  /** The chunks as they come, as long as they come fast enough. */
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** Reads on beside the answer, so that a sender still sending sees it instead of a reset. Never rejects. */
  drain(): Promise<void>;
}

/** Beyond this, breaking off costs less than reading on. */
const maxDrainedBytes = 64 * 1024 * 1024;

/** The body of a request, for a reader that may refuse it halfway. */
export function openBody(request: Request): IncomingBody {
  const requireSpeed = createSpeedCheck();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    // Opened with the first read: touching the body tells a sender that waits for leave to send that it has it.
    reader ??= request.body?.getReader();
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
      // What nobody began to read is the host's to pass over.
      if (!reader) return;
      try {
        let drainedBytes = 0;
        for await (const { byteLength } of read()) {
          drainedBytes += byteLength;
          if (drainedBytes > maxDrainedBytes) break;
        }
        await reader.cancel();
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
