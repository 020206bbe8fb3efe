import type { Clock } from '../ports/clock.ts';
import { createId } from './create-id.ts';

export function createSystemClock(): Clock {
  return {
    now: createSteadyTime(),
    sleep,
    random: () => Math.random(),
    createId,
  };
}

/**
 * The time of day, but never an earlier one than before: a device's clock may be set back, and what was to happen in
 * half a minute must not happen a day later.
 */
function createSteadyTime(): () => number {
  let shown = Date.now();
  let shownAt = performance.now();
  return () => {
    const readAt = performance.now();
    shown = Math.max(Date.now(), shown + readAt - shownAt);
    shownAt = readAt;
    return Math.round(shown);
  };
}

function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    if (delayMs <= 0) {
      startNextTask(resolve);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Timers would not do: in a row each waits for four milliseconds, and in the background for a second or more. */
function startNextTask(start: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    start();
  };
  port2.postMessage(null);
}
