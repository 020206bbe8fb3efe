import type { Clock } from '../ports/clock.ts';
import type { SessionRepository } from '../ports/session-repository.ts';

/** Opening waits as long as another page keeps an old version open: longer than this is no use to anybody. */
const openTimeoutMs = 5000;

/**
 * The first of several repositories that works. IndexedDB may be there and still refuse (private windows, blocked
 * site data) or never answer, which only shows when it is used.
 */
export function createFallbackSessionRepository(
  candidates: readonly (() => SessionRepository)[],
  last: SessionRepository,
  clock: Pick<Clock, 'sleep'>,
): SessionRepository {
  let chosen: Promise<SessionRepository> | null = null;

  async function probe(create: () => SessionRepository): Promise<SessionRepository> {
    const repository = create();
    await repository.update(probeKey, () => null);
    await repository.update(probeKey, () => undefined);
    return repository;
  }

  async function choose(): Promise<SessionRepository> {
    for (const create of candidates) {
      const answered = new AbortController();
      const tooLate = clock.sleep(openTimeoutMs, answered.signal).then(() => {
        throw new Error('Browser storage did not answer');
      });
      try {
        return await Promise.race([probe(create), tooLate]);
      } catch {
        // Blocked: the next one may work.
      } finally {
        answered.abort();
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
    keys: async () => (await repository()).keys(),
    update: async (key, change) => (await repository()).update(key, change),
    clear: async () => (await repository()).clear(),
  };
}

const probeKey = 'probe';
