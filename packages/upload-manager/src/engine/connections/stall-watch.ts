import type { Clock } from '../../ports/clock.ts';
import type { Deadlines } from '../deadlines.ts';

export interface StallWatch {
  /** Aborts when the request has stood still for too long. */
  readonly signal: AbortSignal;
  moved(sentBytes: number): void;
  /** The request is over. */
  end(): void;
}

export interface StallWatchOptions {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
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
export function createStallWatch(options: StallWatchOptions): StallWatch {
  const { clock, deadlines, sizeBytes, stalls } = options;
  const stalled = new AbortController();
  const factor = 2 ** Math.min(stalls, mostDoublings);
  let sentBytes = 0;
  let movedAt = clock.now();

  const end = deadlines.add({
    at: () => movedAt + factor * (sentBytes >= sizeBytes ? answerMs : stallMs),
    due(lateMs) {
      // Nothing can be said of the time in which the page did not run.
      if (lateMs > frozenMs) {
        movedAt = clock.now();
        return;
      }
      end();
      stalled.abort();
    },
  });

  return {
    signal: stalled.signal,
    moved(bytes) {
      sentBytes = bytes;
      movedAt = clock.now();
    },
    end,
  };
}
