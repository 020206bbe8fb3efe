import type { Clock } from '../ports/clock.ts';
import type { TabLock } from '../ports/tab-lock.ts';
import { createFallbackSessionRepository } from './fallback-session-repository.ts';
import { createIndexedDbSessionRepository } from './indexeddb-session-repository.ts';
import { createLeaseTabLock } from './lease-tab-lock.ts';
import { createLocalStorageSessionRepository } from './local-storage-session-repository.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';

const prefix = 'holdfast-leases';

/** Leases in storage that all pages of the origin share. */
export function createBrowserLeaseTabLock(clock: Clock): TabLock {
  const repository = createFallbackSessionRepository(
    // Local storage first: what is written there while the page closes is written.
    [
      () => createLocalStorageSessionRepository('', prefix),
      () => createIndexedDbSessionRepository('', prefix),
    ],
    createMemorySessionRepository(),
    clock,
  );
  return createLeaseTabLock({ repository, clock });
}
