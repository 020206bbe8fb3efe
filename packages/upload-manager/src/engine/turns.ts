export interface Turns {
  /**
   * Calls `start` when it is the upload's turn. Returns the way to leave the queue, or to give the place back once
   * the turn was granted; calling it twice is harmless.
   */
  request(start: () => void): () => void;
}

const mostOpen = 300;
const refillBelow = 200;

/**
 * How many uploads may be open on the server at once. Refilled a hundred at a time, so that small files are initiated in
 * full batches and not one by one as each finishes, and long before the open ones run out.
 */
export function createTurns(): Turns {
  const waiting = new Set<() => void>();
  let open = 0;

  function refill(): void {
    if (open > refillBelow) return;
    for (const grant of waiting) {
      if (open >= mostOpen) return;
      waiting.delete(grant);
      open += 1;
      grant();
    }
  }

  function giveBack(): void {
    open -= 1;
    queueMicrotask(refill);
  }

  return {
    request(start) {
      let leave = () => {
        waiting.delete(grant);
      };
      const grant = () => {
        leave = giveBack;
        start();
      };
      waiting.add(grant);
      // Granted later, never now: the caller first gets its way out.
      queueMicrotask(refill);
      return () => {
        leave();
        leave = () => {};
      };
    },
  };
}
