import { loadOnce } from '../core/load-once.ts';
import type { SessionRepository } from '../ports/session-repository.ts';

/** A repository whose code is loaded when it is used first: the first session to keep comes long after the page. */
export function createLazySessionRepository(load: () => Promise<SessionRepository>): SessionRepository {
  const repository = loadOnce(load);
  return {
    isPersistent: async () => (await repository()).isPersistent(),
    list: async () => (await repository()).list(),
    update: async (key, change) => (await repository()).update(key, change),
    clear: async () => (await repository()).clear(),
  };
}
