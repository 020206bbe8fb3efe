import type { PageLifecycle } from '../ports/page-lifecycle.ts';

/** Chromium keeps a page for going back only if it gives up locks and channels while it is left. */
export function createBrowserPageLifecycle(): PageLifecycle {
  return {
    subscribe(listener) {
      // A server that renders is never left.
      if (globalThis.document === undefined) return () => {};
      const listening = new AbortController();
      const { signal } = listening;
      addEventListener('pagehide', () => listener('left'), { signal });
      addEventListener('pageshow', (event) => event.persisted && listener('returned'), { signal });
      document.addEventListener('resume', () => listener('resumed'), { signal });
      return () => listening.abort();
    },
  };
}
