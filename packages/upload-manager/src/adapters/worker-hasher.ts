import type { Hasher } from '../ports/hasher.ts';
import { toReadError } from './browser-file-sources.ts';
import { digestBytes } from './digest.ts';
import type { HashAnswer, HashRequest } from './hash-worker.ts';

/** The worker cannot run here (a content security policy, no module workers, code from another origin): hashing moves to the page itself. */
class WorkerUnavailable extends Error {
  override readonly name = 'WorkerUnavailable';
}

type Hashing = Omit<HashRequest, 'id'>;
/** `bytes` only where they are kept. */
type Hashed = Omit<Extract<HashAnswer, { readonly digest: string }>, 'id'>;

interface Waiting {
  readonly worker: Worker;
  readonly resolve: (hashed: Hashed) => void;
  readonly reject: (error: unknown) => void;
}

/** As many parts are hashed at once: WebCrypto blocks a worker as it blocks a page. */
const mostWorkers = 2;
/** For less than this a second worker costs more than it saves. */
const worthAWorkerBytes = 1024 * 1024;

/** Hashes in Workers: WebCrypto blocks the thread that calls it for some 50 ms per part (measured in Chromium). */
export function createWorkerHasher(createWorker: () => Worker): Hasher {
  const waiting = new Map<number, Waiting>();
  let workers: readonly Worker[] = [];
  let isUnavailable = typeof Worker === 'undefined';
  let nextId = 0;

  function close(): void {
    for (const worker of workers) worker.terminate();
    workers = [];
  }

  function giveUp(): void {
    isUnavailable = true;
    close();
    for (const { reject } of waiting.values()) reject(new WorkerUnavailable());
    waiting.clear();
  }

  function tryCreate(): Worker {
    try {
      return createWorker();
    } catch {
      // Browsers throw for code from another origin, and report every other hindrance as an event.
      giveUp();
      throw new WorkerUnavailable();
    }
  }

  function start(): Worker {
    const started = tryCreate();
    started.onmessage = (event: MessageEvent<HashAnswer>) => {
      const entry = waiting.get(event.data.id);
      waiting.delete(event.data.id);
      if ('digest' in event.data) entry?.resolve(event.data);
      else entry?.reject(event.data.error);
    };
    started.onerror = giveUp;
    started.onmessageerror = giveUp;
    workers = [...workers, started];
    return started;
  }

  /** The one with the least to do; a new one where all are busy and it is worth it. */
  function workerFor(blob: Blob): Worker {
    const busy = [...waiting.values()].map(({ worker }) => worker);
    const loadOf = (worker: Worker) => busy.filter((other) => other === worker).length;
    const [idlest] = [...workers].sort((a, b) => loadOf(a) - loadOf(b));
    if (idlest === undefined) return start();
    const isWorthIt = blob.size >= worthAWorkerBytes && workers.length < mostWorkers;
    return isWorthIt && loadOf(idlest) > 0 ? start() : idlest;
  }

  function hashInWorker(hashing: Hashing, signal: AbortSignal): Promise<Hashed> {
    return new Promise((resolve, reject) => {
      const worker = workerFor(hashing.blob);
      const id = nextId++;
      const onAbort = () => {
        waiting.delete(id);
        reject(signal.reason);
      };
      const settled = () => signal.removeEventListener('abort', onAbort);
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, {
        worker,
        resolve: (hashed) => {
          settled();
          resolve(hashed);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      worker.postMessage({ id, ...hashing } satisfies HashRequest);
    });
  }

  async function hashAnywhere(hashing: Hashing, signal: AbortSignal): Promise<Hashed> {
    if (isUnavailable) return hashHere(hashing);
    try {
      return await hashInWorker(hashing, signal);
    } catch (error) {
      if (signal.aborted || error instanceof DOMException) throw error;
      // It could not start, or not load its code. What the file is to blame for is a DOMException.
      return hashHere(hashing);
    }
  }

  async function hash(hashing: Hashing, signal: AbortSignal): Promise<Hashed> {
    try {
      return await hashAnywhere(hashing, signal);
    } catch (error) {
      if (error instanceof DOMException && error !== signal.reason) throw toReadError(error, 'The file');
      throw error;
    }
  }

  return {
    algorithms: typeof crypto !== 'undefined' && 'subtle' in crypto ? ['sha256', 'crc32c'] : ['crc32c'],
    digest: async (blob, algorithm, signal) =>
      (await hash({ blob, algorithm, keepsBytes: false }, signal)).digest,
    async read(blob, algorithm, signal) {
      const { bytes, digest } = await hash({ blob, algorithm, keepsBytes: true }, signal);
      return { digest, body: bytes ?? blob };
    },
    close,
  };
}

async function hashHere({ blob, algorithm, keepsBytes }: Hashing): Promise<Hashed> {
  const bytes = await blob.arrayBuffer();
  return { digest: await digestBytes(bytes, algorithm), bytes: keepsBytes ? bytes : null };
}
