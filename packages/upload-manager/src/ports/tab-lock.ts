/** Names held by exactly one page of the origin, freed when that page goes away, however it does. */
export interface TabLock {
  /** Holds a name until `signal` aborts or the page dies. Resolves once it is held; those who wait get it in turn. */
  hold(name: string, signal: AbortSignal): Promise<void>;
  /** Holds a name like `hold` if nobody does at the moment; says whether it was so. */
  tryHold(name: string, signal: AbortSignal): Promise<boolean>;
  /** Runs `task` while no other page runs one under this name. */
  exclusively<T>(name: string, task: () => Promise<T>): Promise<T>;
}
