import { loadOnce } from '../core/load-once.ts';
import type { TabLock } from '../ports/tab-lock.ts';

/** Locks whose code only some pages need. */
export function createLazyTabLock(load: () => Promise<TabLock>): TabLock {
  const tabLock = loadOnce(load);
  return {
    hold: async (name, signal) => (await tabLock()).hold(name, signal),
    tryHold: async (name, signal) => (await tabLock()).tryHold(name, signal),
    exclusively: async (name, task) => (await tabLock()).exclusively(name, task),
  };
}
