import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../testing/index.ts';
import { digestBytes } from './digest.ts';
import type { HashAnswer, HashRequest } from './hash-worker.ts';
import { createWorkerHasher } from './worker-hasher.ts';

const mebibyte = 1024 * 1024;
const { signal } = new AbortController();
const bytes = new TextEncoder().encode('what is hashed').buffer;
const blob = new Blob([bytes]);

/** A worker that answers each request like this. */
function createFakeWorker(answer: (request: HashRequest) => HashAnswer): Worker {
  const worker = {
    onmessage: (_event: { readonly data: HashAnswer }) => {},
    postMessage(request: HashRequest) {
      queueMicrotask(() => worker.onmessage({ data: answer(request) }));
    },
    terminate() {},
  };
  // Only what the hasher uses of it.
  return worker as unknown as Worker;
}

describe('hashing beside the page', () => {
  beforeEach(() => {
    vi.stubGlobal('Worker', class {});
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('happens in the page where the browser refuses to start a worker, as for code from another origin', async () => {
    const createWorker = vi.fn(() => {
      throw new DOMException('The script cannot be accessed from this origin', 'SecurityError');
    });
    const hasher = createWorkerHasher(createWorker);

    const digests = [
      await hasher.digest(blob, 'sha256', signal),
      (await hasher.read(blob, 'sha256', signal)).digest,
    ];

    const expected = await digestBytes(bytes, 'sha256');
    expect(digests).toEqual([expected, expected]);
    expect(createWorker).toHaveBeenCalledTimes(1);
  });

  it('happens in the page when the worker could not load what it needs', async () => {
    const error = new TypeError('Failed to fetch dynamically imported module');
    const hasher = createWorkerHasher(() => createFakeWorker(({ id }) => ({ id, error })));

    const digest = await hasher.digest(blob, 'crc32c', signal);

    expect(digest).toBe(await digestBytes(bytes, 'crc32c'));
  });

  it('is not tried again in the page when the file cannot be read', async () => {
    const error = new DOMException('The file was changed', 'NotReadableError');
    const readAgain = vi.spyOn(blob, 'arrayBuffer');
    const hasher = createWorkerHasher(() => createFakeWorker(({ id }) => ({ id, error })));

    await expect(hasher.digest(blob, 'sha256', signal)).rejects.toMatchObject({ code: 'file_changed' });

    expect(readAgain).not.toHaveBeenCalled();
  });
});

/** Workers that answer when they are told to. */
function setUp() {
  const workers: { readonly asked: HashRequest[]; readonly answer: () => void; isTerminated: boolean }[] = [];
  const hasher = createWorkerHasher(() => {
    const asked: HashRequest[] = [];
    const worker = {
      onmessage: (_event: { readonly data: HashAnswer }) => {},
      postMessage: (request: HashRequest) => asked.push(request),
      terminate: () => {
        control.isTerminated = true;
      },
    };
    const control = {
      asked,
      isTerminated: false,
      answer() {
        const request = asked.shift();
        if (request !== undefined)
          worker.onmessage({ data: { id: request.id, digest: `${request.blob.size}`, bytes: null } });
      },
    };
    workers.push(control);
    // Only what the hasher uses of a worker.
    return worker as unknown as Worker;
  });
  const digest = (sizeBytes: number) =>
    hasher.digest(new Blob([new Uint8Array(sizeBytes)]), 'sha256', signal).catch((error: unknown) => error);
  return { digest, hasher, workers, queued: () => workers.map(({ asked }) => asked.length) };
}

describe('hashing in workers (R-F7)', () => {
  beforeEach(() => vi.stubGlobal('Worker', class {}));
  afterEach(() => vi.unstubAllGlobals());

  it('hashes two parts at once, each in a worker of its own, and starts no third', async () => {
    const { digest, queued, workers } = setUp();

    const first = digest(2 * mebibyte);
    const second = digest(3 * mebibyte);
    const third = digest(2 * mebibyte);
    expect(queued()).toEqual([2, 1]);
    for (const worker of workers) worker.answer();

    expect(await Promise.all([first, second])).toEqual([`${2 * mebibyte}`, `${3 * mebibyte}`]);
    workers[0]?.answer();
    expect(await third).toBe(`${2 * mebibyte}`);
  });

  it('takes the worker with the least to do', () => {
    const { digest, queued, workers } = setUp();
    for (let part = 0; part < 4; part += 1) void digest(2 * mebibyte);
    workers[1]?.answer();
    workers[1]?.answer();

    void digest(2 * mebibyte);
    void digest(10);

    expect(queued()).toEqual([2, 2]);
  });

  it('starts no second worker for small files', () => {
    const { digest, queued } = setUp();

    for (let file = 0; file < 4; file += 1) void digest(10_000);

    expect(queued()).toEqual([4]);
  });

  it('starts workers anew after it was closed', async () => {
    const { digest, hasher, workers } = setUp();
    void digest(2 * mebibyte);
    void digest(2 * mebibyte);

    hasher.close();
    const later = digest(2 * mebibyte);
    await settled();
    workers.at(-1)?.answer();

    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
    expect(await later).toBe(`${2 * mebibyte}`);
  });
});
