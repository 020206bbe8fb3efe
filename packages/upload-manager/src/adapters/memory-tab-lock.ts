import type { TabLock } from '../ports/tab-lock.ts';

/** Locks among the managers of one page: the twin for tests. */
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

  function hold(name: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      void enqueue(name, async () => {
        if (signal.aborted) return;
        resolve();
        await new Promise<void>((release) =>
          signal.addEventListener('abort', () => release(), { once: true }),
        );
      });
    });
  }

  return {
    hold,
    async tryHold(name, signal) {
      if (tails.has(name)) return false;
      await hold(name, signal);
      return true;
    },
    exclusively: enqueue,
  };
}
