import type { TabLock } from '../ports/tab-lock.ts';

/** Locks among the managers of one page: the twin for tests, and all there is where Web Locks are missing. */
export function createMemoryTabLock(): TabLock {
  const tails = new Map<string, Promise<void>>();

  function enqueue<T>(name: string, task: () => Promise<T>): Promise<T> {
    const result = (tails.get(name) ?? Promise.resolve()).then(task);
    const tail = result.then(
      () => {},
      () => {
        // The task's own caller gets the error; whoever is next starts all the same.
      },
    );
    tails.set(name, tail);
    void tail.then(() => {
      if (tails.get(name) === tail) tails.delete(name);
    });
    return result;
  }

  return {
    hold: (name, signal) =>
      new Promise((resolve) => {
        void enqueue(
          name,
          () =>
            new Promise<void>((release) => {
              resolve();
              if (signal.aborted) release();
              else signal.addEventListener('abort', () => release(), { once: true });
            }),
        );
      }),
    isFree: async (name) => !tails.has(name),
    async whenFree(name, signal) {
      for (let tail = tails.get(name); tail !== undefined; tail = tails.get(name)) {
        await untilSettled(tail, signal);
      }
    },
    exclusively: enqueue,
  };
}

function untilSettled(tail: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    void tail.then(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}
