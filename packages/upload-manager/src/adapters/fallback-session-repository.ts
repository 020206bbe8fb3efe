import type { SessionRepository } from '../ports/session-repository.ts';

/**
 * The first of several repositories that works. IndexedDB may be there and still refuse (private windows, blocked
 * site data), which only shows when it is used.
 */
export function createFallbackSessionRepository(
  candidates: readonly (() => SessionRepository)[],
  last: SessionRepository,
): SessionRepository {
  let chosen: Promise<SessionRepository> | null = null;

  async function choose(): Promise<SessionRepository> {
    for (const create of candidates) {
      try {
        const repository = create();
        await repository.put(probeKey, null);
        await repository.delete(probeKey);
        return repository;
      } catch {
        // Blocked: the next one may work.
      }
    }
    return last;
  }

  const repository = () => {
    chosen ??= choose();
    return chosen;
  };

  return {
    isPersistent: async () => (await repository()).isPersistent(),
    list: async () => (await repository()).list(),
    put: async (key, record) => (await repository()).put(key, record),
    delete: async (key) => (await repository()).delete(key),
  };
}

const probeKey = 'probe';
