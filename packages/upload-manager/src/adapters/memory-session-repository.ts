import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records for the life of the page: the last resort, and the twin for tests. */
export function createMemorySessionRepository(): SessionRepository {
  const records = new Map<string, unknown>();
  return {
    isPersistent: async () => false,
    list: async () => [...records.values()],
    put: async (key, record) => {
      records.set(key, record);
    },
    delete: async (key) => {
      records.delete(key);
    },
  };
}
