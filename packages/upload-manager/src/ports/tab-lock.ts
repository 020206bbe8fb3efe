/** Names held by exactly one page of the origin, freed when that page goes away, however it does. */
export interface TabLock {
  /** Holds a name until `signal` aborts or the page dies. Resolves once it is held. */
  hold(name: string, signal: AbortSignal): Promise<void>;
  isFree(name: string): Promise<boolean>;
  /** Resolves as soon as nobody holds the name. */
  whenFree(name: string, signal: AbortSignal): Promise<void>;
  /** Runs `task` while no other page runs one under this name. */
  exclusively<T>(name: string, task: () => Promise<T>): Promise<T>;
}
