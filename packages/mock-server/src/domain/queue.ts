export interface Queue {
  /** Waits for the turn; the answer gives it to the next. */
  enter(): Promise<() => void>;
}

/** First come, first served, one at a time. */
export function createQueue(): Queue {
  let tail: Promise<void> = Promise.resolve();

  return {
    async enter() {
      const before = tail;
      let leave: () => void = () => undefined;
      tail = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      return leave;
    },
  };
}

/** Runs work of one key after the other. */
export type KeyedQueue = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** A queue for each key; keys nobody waits for take no memory. */
export function createKeyedQueue(): KeyedQueue {
  const queues = new Map<string, { readonly queue: Queue; waiting: number }>();

  return async (key, work) => {
    const entry = queues.get(key) ?? { queue: createQueue(), waiting: 0 };
    queues.set(key, entry);
    entry.waiting += 1;
    const leave = await entry.queue.enter();
    try {
      return await work();
    } finally {
      leave();
      entry.waiting -= 1;
      if (entry.waiting === 0) queues.delete(key);
    }
  };
}
