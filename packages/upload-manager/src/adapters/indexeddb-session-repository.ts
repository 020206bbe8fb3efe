import { createStore, del, set, values } from 'idb-keyval';
import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records, file handles included, in IndexedDB. Each namespace has a database of its own. */
export function createIndexedDbSessionRepository(namespace: string): SessionRepository {
  const store = createStore(`holdfast:${namespace}`, 'sessions');
  return {
    isPersistent: async () => true,
    list: () => values(store),
    put: (key, record) => set(key, record, store),
    delete: (key) => del(key, store),
  };
}
