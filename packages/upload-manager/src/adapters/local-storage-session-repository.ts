import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records as JSON. Handles do not survive that, so files are asked for again after a reload. */
export function createLocalStorageSessionRepository(namespace: string): SessionRepository {
  const prefix = `holdfast:${namespace}:`;
  return {
    isPersistent: async () => true,
    async list() {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      return keys.map((key) => parse(localStorage.getItem(key)));
    },
    async put(key, record) {
      localStorage.setItem(
        prefix + key,
        JSON.stringify(record, (name, value) => (name === 'handle' ? null : value)),
      );
    },
    async delete(key) {
      localStorage.removeItem(prefix + key);
    },
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Somebody else wrote under our prefix: the engine reports what it cannot read.
    return null;
  }
}
