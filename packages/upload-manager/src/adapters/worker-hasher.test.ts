import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestBytes } from './digest.ts';
import type { HashAnswer, HashRequest } from './hash-worker.ts';
import { createWorkerHasher } from './worker-hasher.ts';

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
