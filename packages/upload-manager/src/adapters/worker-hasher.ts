import type { ChecksumAlgorithm } from '../contract/index.ts';
import type { Hasher } from '../ports/hasher.ts';
import { toReadError } from './browser-file-sources.ts';
import { digestBytes } from './digest.ts';
import type { HashAnswer, HashRequest } from './hash-worker.ts';

/** The worker cannot run here (a content security policy, no module workers): hashing moves to the page itself. */
class WorkerUnavailable extends Error {
  override readonly name = 'WorkerUnavailable';
}

interface Waiting {
  readonly resolve: (digest: string) => void;
  readonly reject: (error: unknown) => void;
}

/** Hashes in a Worker: WebCrypto blocks the thread that calls it for some 50 ms per part (measured in Chromium). */
export function createWorkerHasher(createWorker: () => Worker): Hasher {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let isUnavailable = typeof Worker === 'undefined';
  let nextId = 0;

  function giveUp(): void {
    isUnavailable = true;
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new WorkerUnavailable());
    waiting.clear();
  }

  function start(): Worker {
    const started = createWorker();
    started.onmessage = (event: MessageEvent<HashAnswer>) => {
      const entry = waiting.get(event.data.id);
      waiting.delete(event.data.id);
      if ('digest' in event.data) entry?.resolve(event.data.digest);
      else entry?.reject(event.data.error);
    };
    started.onerror = giveUp;
    started.onmessageerror = giveUp;
    return started;
  }

  function digestInWorker(blob: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      const onAbort = () => {
        waiting.delete(id);
        reject(signal.reason);
      };
      const settled = () => signal.removeEventListener('abort', onAbort);
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, {
        resolve: (digest) => {
          settled();
          resolve(digest);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      worker ??= start();
      worker.postMessage({ id, blob, algorithm } satisfies HashRequest);
    });
  }

  async function digestAnywhere(
    blob: Blob,
    algorithm: ChecksumAlgorithm,
    signal: AbortSignal,
  ): Promise<string> {
    if (isUnavailable) return digestHere(blob, algorithm);
    try {
      return await digestInWorker(blob, algorithm, signal);
    } catch (error) {
      if (!(error instanceof WorkerUnavailable)) throw error;
      return digestHere(blob, algorithm);
    }
  }

  return {
    algorithms: typeof crypto !== 'undefined' && 'subtle' in crypto ? ['sha256', 'crc32c'] : ['crc32c'],
    async digest(blob, algorithm, signal) {
      try {
        return await digestAnywhere(blob, algorithm, signal);
      } catch (error) {
        if (error instanceof DOMException && error !== signal.reason) throw toReadError(error, 'The file');
        throw error;
      }
    },
    close() {
      worker?.terminate();
      worker = null;
    },
  };
}

async function digestHere(blob: Blob, algorithm: ChecksumAlgorithm): Promise<string> {
  return digestBytes(await blob.arrayBuffer(), algorithm);
}
