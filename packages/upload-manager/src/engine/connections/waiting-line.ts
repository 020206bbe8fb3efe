/** Someone who waits for a connection. */
export interface Waiter {
  readonly uploadId: string;
  /** Whether it is the whole of a small file. */
  readonly isSmall: boolean;
  readonly start: () => void;
}

export interface WaitingLine {
  readonly size: number;
  /** Returns the way out of the line. */
  join(waiter: Waiter): () => void;
  /** Takes out whoever goes next. */
  next(): Waiter | undefined;
}

/** So many small files go before a part of a large one, which must not wait for ever either. */
const smallsInARow = 8;

/** Who has connections now. */
export interface ConnectionUse {
  connectionsOf(uploadId: string): number;
  /** Whether a part of a large file is on its way to this host. */
  hasLarge(): boolean;
}

/**
 * Who goes next: small files before parts of large ones, but after several of them one part of a large file, if none is
 * on its way. Among large files, the one with the fewest connections; among equals, whoever came first.
 */
export function createWaitingLine({ connectionsOf, hasLarge }: ConnectionUse): WaitingLine {
  const smalls = new Set<Waiter>();
  const larges = new Map<string, Set<Waiter>>();
  let largeCount = 0;
  let smallsSinceLarge = 0;

  function leave(waiter: Waiter): void {
    if (waiter.isSmall) {
      smalls.delete(waiter);
      return;
    }
    const own = larges.get(waiter.uploadId);
    if (own?.delete(waiter) !== true) return;
    largeCount -= 1;
    if (own.size === 0) larges.delete(waiter.uploadId);
  }

  function neediest(): Waiter | undefined {
    let fewest = Number.POSITIVE_INFINITY;
    let found: Waiter | undefined;
    for (const [uploadId, waiters] of larges) {
      const connections = connectionsOf(uploadId);
      if (connections >= fewest) continue;
      fewest = connections;
      [found] = waiters;
    }
    return found;
  }

  function choose(): Waiter | undefined {
    const [small] = smalls;
    const large = neediest();
    if (small === undefined || large === undefined) return small ?? large;
    return smallsSinceLarge >= smallsInARow && !hasLarge() ? large : small;
  }

  return {
    get size() {
      return smalls.size + largeCount;
    },
    join(waiter) {
      if (waiter.isSmall) smalls.add(waiter);
      else {
        const own = larges.get(waiter.uploadId) ?? new Set();
        larges.set(waiter.uploadId, own.add(waiter));
        largeCount += 1;
      }
      return () => leave(waiter);
    },
    next() {
      const waiter = choose();
      if (waiter === undefined) return undefined;
      leave(waiter);
      smallsSinceLarge = waiter.isSmall ? smallsSinceLarge + 1 : 0;
      return waiter;
    },
  };
}
