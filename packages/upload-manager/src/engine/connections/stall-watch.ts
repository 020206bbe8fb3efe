import type { Clock } from '../../ports/clock.ts';

export interface StallWatch {
  /** Aborts when the request has stood still for too long. */
  readonly signal: AbortSignal;
  moved(sentBytes: number): void;
  /** The request is over. */
  end(): void;
}

export interface StallWatchOptions {
  readonly clock: Clock;
  /** Length of the body. */
  readonly sizeBytes: number;
  /** Times this part stood still before: each time it is given twice as long. */
  readonly stalls: number;
}

/** A socket takes some bytes in advance, so on the slowest lines progress comes in steps. */
const stallMs = 30_000;
/** The store has every byte, or nearly: it writes them down, and a slow line still empties the socket. */
const answerMs = 60_000;
const mostDoublings = 3;

/** Timers of a page in the background come up to a minute late; later than this, the page itself stood still. */
const frozenMs = 70_000;

/** Watches a request in two phases: bytes have to move, and after the last one the answer has to come. */
export function createStallWatch({ clock, sizeBytes, stalls }: StallWatchOptions): StallWatch {
  const ended = new AbortController();
  const stalled = new AbortController();
  const factor = 2 ** Math.min(stalls, mostDoublings);
  let sentBytes = 0;
  let movedAt = clock.now();

  const deadline = () => movedAt + factor * (sentBytes >= sizeBytes ? answerMs : stallMs);

  async function watch(): Promise<void> {
    for (let dueAt = deadline(); ; dueAt = deadline()) {
      await clock.sleep(dueAt - clock.now(), ended.signal);
      // Nothing can be said of the time in which the page did not run.
      if (clock.now() - dueAt > frozenMs) movedAt = clock.now();
      else if (deadline() <= clock.now()) break;
    }
    stalled.abort();
  }

  watch().catch(() => {
    // It ended before it stood still.
  });

  return {
    signal: stalled.signal,
    moved(bytes) {
      sentBytes = bytes;
      movedAt = clock.now();
    },
    end: () => ended.abort(),
  };
}
