import { loadOnce } from '../core/load-once.ts';
import type { SessionRepository } from '../ports/session-repository.ts';

/**
 * A repository whose code is loaded beside the page, because no page needs it to be drawn. It is fetched at once: a page
 * that stays open may outlive the release its files belong to.
 */
export function createLazySessionRepository(load: () => Promise<SessionRepository>): SessionRepository {
  const repository = loadOnce(load);
  // Behind what is fetched in the same task: the first call waits for that, and for nothing of this.
  queueMicrotask(() => {
    repository().catch(() => {
      // Nobody uses it yet. Whoever does asks again and gets the error.
    });
  });
  return {
    isPersistent: async () => (await repository()).isPersistent(),
    list: async () => (await repository()).list(),
    keys: async () => (await repository()).keys(),
    update: async (key, change) => (await repository()).update(key, change),
    clear: async () => (await repository()).clear(),
  };
}
