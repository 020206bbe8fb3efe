import type { Clock } from '@holdfast/mock-server';

export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A clock that only moves when it is told to. */
export function createTestClock(startMs = Date.UTC(2026, 0, 1)): TestClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(milliseconds) {
      nowMs += milliseconds;
    },
  };
}
