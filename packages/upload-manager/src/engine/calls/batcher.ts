import type { Clock } from '../../ports/clock.ts';

export interface BatcherOptions<Item, Result> {
  readonly clock: Clock;
  readonly maxItems: number;
  /** How long the first item may wait for company. */
  readonly windowMs: () => number;
  /** Whether nobody would gain if the batch left now: the wait begins anew. @default never */
  readonly isUnhurried?: () => boolean;
  /** Whether another item is on its way; when not, waiting is pointless. */
  readonly expectsMore: () => boolean;
  /** Sends a batch; the results keep the order of the items. */
  readonly send: (items: readonly Item[], signal: AbortSignal) => Promise<readonly Result[]>;
}

export interface Batcher<Item, Result> {
  add(item: Item): Promise<Result>;
  /** To be called when `expectsMore` may have changed. */
  poke(): void;
}

interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects items into few calls: a batch leaves when it is full, when nothing else is coming, or when its first item
 * has waited long enough. A batch is shared by many uploads, so one upload's abort never ends it.
 */
export function createBatcher<Item, Result>(
  options: BatcherOptions<Item, Result>,
  signal: AbortSignal,
): Batcher<Item, Result> {
  let waiting: Entry<Item, Result>[] = [];
  let timer: AbortController | null = null;

  function flush(): void {
    timer?.abort();
    timer = null;
    const batch = waiting.slice(0, options.maxItems);
    waiting = waiting.slice(options.maxItems);
    if (batch.length > 0) void deliver(batch);
    if (waiting.length > 0) schedule();
  }

  async function deliver(batch: readonly Entry<Item, Result>[]): Promise<void> {
    try {
      const results = await options.send(
        batch.map((entry) => entry.item),
        signal,
      );
      batch.forEach((entry, index) => {
        const result = results[index];
        if (result === undefined) entry.reject(new TypeError('The batch answered fewer results than items'));
        else entry.resolve(result);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }

  async function flushLater(own: AbortController): Promise<void> {
    try {
      await options.clock.sleep(options.windowMs(), AbortSignal.any([own.signal, signal]));
    } catch {
      // Flushed early or destroyed: either way there is nothing left to do here.
      return;
    }
    if (options.isUnhurried?.() === true && options.expectsMore()) void flushLater(own);
    else flush();
  }

  function schedule(): void {
    if (waiting.length >= options.maxItems || !options.expectsMore()) {
      flush();
      return;
    }
    if (timer !== null) return;
    timer = new AbortController();
    void flushLater(timer);
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      }),
    poke() {
      if (waiting.length > 0) schedule();
    },
  };
}
