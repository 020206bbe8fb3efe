import type { SessionRepository } from '../ports/session-repository.ts';

/** Keeps records as JSON. Handles do not survive that, so files are asked for again after a reload. */
export function createLocalStorageSessionRepository(
  namespace: string,
  prefix = 'holdfast',
): SessionRepository {
  // Encoded, so that no namespace is the beginning of another.
  const start = `${prefix}:${encodeURIComponent(namespace)}:`;
  const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(start));
  return {
    isPersistent: async () => true,
    list: async () => ownKeys().map((key) => parse(localStorage.getItem(key))),
    keys: async () => ownKeys().map((key) => key.slice(start.length)),
    async update(key, change) {
      const text = localStorage.getItem(start + key);
      const next = change(text === null ? undefined : parse(text));
      if (next === undefined) localStorage.removeItem(start + key);
      else localStorage.setItem(start + key, toText(next));
    },
    async clear() {
      for (const key of ownKeys()) localStorage.removeItem(key);
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
