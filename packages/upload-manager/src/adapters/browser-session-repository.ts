import type { Clock } from '../ports/clock.ts';
import type { SessionRepository } from '../ports/session-repository.ts';
import { createFallbackSessionRepository } from './fallback-session-repository.ts';
import { createIndexedDbSessionRepository } from './indexeddb-session-repository.ts';
import { createLocalStorageSessionRepository } from './local-storage-session-repository.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';

/** Where a browser keeps sessions: the best store that works. */
export function createBrowserSessionRepository(namespace: string, clock: Clock): SessionRepository {
  return createFallbackSessionRepository(
    [() => createIndexedDbSessionRepository(namespace), () => createLocalStorageSessionRepository(namespace)],
    createMemorySessionRepository(),
    clock,
  );
}
