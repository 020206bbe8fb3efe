import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records for the life of the page: the last resort, and the twin for tests. */
export function createMemorySessionRepository(): SessionRepository {
  const records = new Map<string, unknown>();
  return {
    isPersistent: async () => false,
    list: async () => [...records.values()],
    keys: async () => [...records.keys()],
    async update(key, change) {
      const next = change(records.get(key));
      if (next === undefined) records.delete(key);
      else records.set(key, next);
    },
    clear: async () => records.clear(),
  };
}
