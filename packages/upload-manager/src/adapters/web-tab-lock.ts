import type { TabLock } from '../ports/tab-lock.ts';

/** Web Locks: the browser frees them when a page closes, crashes or is discarded. */
export function createWebTabLock(locks: LockManager): TabLock {
  return {
    hold: (name, signal) =>
      new Promise((resolve, reject) => {
        const untilAborted = () =>
          new Promise<void>((release) => {
            resolve();
            if (signal.aborted) release();
            else signal.addEventListener('abort', () => release(), { once: true });
          });
        locks.request(name, untilAborted).catch(reject);
      }),
    isFree: (name) =>
      locks.request(name, { ifAvailable: true, mode: 'shared' }, async (lock) => lock !== null),
    whenFree: async (name, signal) => {
      await locks.request(name, { signal, mode: 'shared' }, async () => {});
    },
    exclusively: async (name, task) => locks.request(name, task),
  };
}
