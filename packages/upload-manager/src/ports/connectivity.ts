export interface Connectivity {
  /** False only when the browser is sure that there is no network. */
  isOnline(): boolean;
  /** Calls back on each change; returns the way to stop that. */
  subscribe(listener: () => void): () => void;
}
