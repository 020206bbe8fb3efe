import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records as JSON. Handles do not survive that, so files are asked for again after a reload. */
export function createLocalStorageSessionRepository(namespace: string): SessionRepository {
  // Encoded, so that no namespace is the beginning of another.
  const prefix = `holdfast:${encodeURIComponent(namespace)}:`;
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  return {
    isPersistent: async () => true,
    list: async () => keys().map((key) => parse(localStorage.getItem(key))),
    async update(key, change) {
      const text = localStorage.getItem(prefix + key);
      const next = change(text === null ? undefined : parse(text));
      if (next === undefined) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, toText(next));
    },
    async clear() {
      for (const key of keys()) localStorage.removeItem(key);
    },
  };
}

function toText(record: unknown): string {
  return JSON.stringify(record, (name, value) => (name === 'handle' ? null : value));
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Somebody else wrote under our prefix: the engine reports what it cannot read.
    return null;
  }
}
