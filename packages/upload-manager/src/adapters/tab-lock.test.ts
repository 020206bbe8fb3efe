import { describe } from 'vitest';
import { createMemoryTabLock } from './memory-tab-lock.ts';
import { describeTabLock } from './tab-lock.suite.ts';
import { createWebTabLock } from './web-tab-lock.ts';

describe('memory tab lock', () => {
  describeTabLock(() => {
    const lock = createMemoryTabLock();
    return [lock, lock];
  });
});

describe('Web Locks tab lock', () => {
  // Node implements the same Web Locks API as browsers.
  describeTabLock(() => [createWebTabLock(navigator.locks), createWebTabLock(navigator.locks)]);
});
