import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/index.ts';
import { createLazyTabLock } from './lazy-tab-lock.ts';
import { createLeaseTabLock } from './lease-tab-lock.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';
import { createMemoryTabLock } from './memory-tab-lock.ts';
import { createSystemClock } from './system-clock.ts';
import { describeTabLock } from './tab-lock.suite.ts';
import { createWebTabLock } from './web-tab-lock.ts';

describe('memory tab lock', () => {
  describeTabLock(() => {
    const lock = createMemoryTabLock();
    return [lock, lock];
  });
});

describe('tab lock that is loaded when needed', () => {
  describeTabLock(() => {
    const lock = createMemoryTabLock();
    return [createLazyTabLock(async () => lock), createLazyTabLock(async () => lock)];
  });
});

describe('Web Locks tab lock', () => {
  // Node implements the same Web Locks API as browsers.
  describeTabLock(() => [createWebTabLock(navigator.locks), createWebTabLock(navigator.locks)]);
});

describe('C13 lease tab lock', () => {
  describeTabLock(() => {
    const repository = createMemorySessionRepository();
    const real = createSystemClock();
    // Its seconds are hundredths of a second, because it looks once a second.
    const clock = {
      ...real,
      sleep: (delayMs: number, signal: AbortSignal) => real.sleep(delayMs / 100, signal),
    };
    return [createLeaseTabLock({ repository, clock }), createLeaseTabLock({ repository, clock })];
  });

  function createPages() {
    const repository = createMemorySessionRepository();
    const clock = createManualClock();
    const { signal } = new AbortController();
    return { clock, repository, signal, open: () => createLeaseTabLock({ repository, clock }) };
  }

  it('keeps a lease for as long as its page lives', async () => {
    const { clock, open, signal } = createPages();
    await open().hold('page', signal);

    await clock.advance(3_600_000);

    expect(await open().tryHold('page', signal)).toBe(false);
  });

  it('frees a lease within two seconds of its page giving it back', async () => {
    const { clock, open, signal } = createPages();
    const life = new AbortController();
    await open().hold('page', life.signal);
    const heir = open().hold('page', signal);
    await clock.advance(10_000);
    let isHeir = false;
    void heir.then(() => {
      isHeir = true;
    });

    life.abort();
    await clock.advance(2000);

    expect(isHeir).toBe(true);
  });

  it('C11 leaves the lease of a hidden page alone, whose timers run once a minute, and not that of a dead one', async () => {
    const { clock, open, repository, signal } = createPages();
    await repository.update('page', () => ({ holder: 'silent', until: clock.now() + 90_000 }));

    await clock.advance(60_000);
    expect(await open().tryHold('page', signal)).toBe(false);
    await clock.advance(31_000);

    expect(await open().tryHold('page', signal)).toBe(true);
  });

  it('takes what is no lease for nothing', async () => {
    const { open, repository, signal } = createPages();
    await repository.update('page', () => ({ holder: 7 }));

    expect(await open().tryHold('page', signal)).toBe(true);
  });
});
