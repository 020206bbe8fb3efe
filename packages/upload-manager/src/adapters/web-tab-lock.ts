import type { TabLock } from '../ports/tab-lock.ts';

/** Web Locks: the browser frees them when a page closes, crashes or is discarded. */
export function createWebTabLock(locks: LockManager): TabLock {
  return {
    hold: (name, signal) =>
      new Promise((resolve, reject) => {
        const keep = () => {
          resolve();
          return untilAborted(signal);
        };
        locks.request(name, { signal }, keep).catch(reject);
      }),
    tryHold: (name, signal) =>
      new Promise((resolve, reject) => {
        const keep = async (lock: Lock | null) => {
          resolve(lock !== null);
          if (lock !== null) await untilAborted(signal);
        };
        locks.request(name, { ifAvailable: true }, keep).catch(reject);
      }),
    exclusively: async (name, task) => locks.request(name, task),
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
