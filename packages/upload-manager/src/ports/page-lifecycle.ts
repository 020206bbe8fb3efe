/**
 * `left`: the page is going away, or put aside for the case that the user comes back. `returned`: the user came back to
 * it. `resumed`: the browser had put the page to sleep, and woke it.
 */
export type PagePhase = 'left' | 'returned' | 'resumed';

export interface PageLifecycle {
  /** Calls back on each change; returns the way to stop that. */
  subscribe(listener: (phase: PagePhase) => void): () => void;
}
