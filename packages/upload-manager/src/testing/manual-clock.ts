import type { Clock } from '../ports/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and wakes, in order, whoever slept until then. */
  advance(byMs: number): Promise<void>;
  /** Lets time pass while the page does not run: whoever slept wakes at the end of it, too late. */
  freeze(forMs: number): Promise<void>;
  /** How many sleepers there are. */
  readonly sleeping: number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved. Random numbers are all one half, ids are counted. */
export function createManualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startMs;
  let ids = 0;
  const sleepers = new Set<Sleeper>();

  return {
    now: () => now,
    random: () => 0.5,
    createId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        };
        const sleeper: Sleeper = {
          at: now + delayMs,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
      }),
    async advance(byMs) {
      const until = now + byMs;
      for (;;) {
        await settled();
        const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > until) break;
        now = Math.max(now, next.at);
        next.wake();
      }
      now = until;
      await settled();
    },
    async freeze(forMs) {
      await settled();
      now += forMs;
      for (const sleeper of [...sleepers].sort((a, b) => a.at - b.at)) {
        if (sleeper.at <= now) sleeper.wake();
      }
      await settled();
    },
    get sleeping() {
      return sleepers.size;
    },
  };
}

/** Lets every promise that can go on go on: a macrotask runs after all microtasks. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
