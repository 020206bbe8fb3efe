/** Fetches code or words. What cannot be fetched is asked for again when the connection is back, until nobody waits. */
export function loadPatiently<T>(load: () => Promise<T>, onLoaded: (loaded: T) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;

  async function attempt() {
    try {
      const loaded = await load();
      if (!signal.aborted) onLoaded(loaded);
    } catch {
      // A page without these words or this block still works; nothing else is to be told.
      if (!signal.aborted) window.addEventListener('online', attempt, { signal, once: true });
    }
  }

  void attempt();
  return () => listening.abort();
}
