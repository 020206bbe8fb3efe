import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runEvery } from './run-every.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('runs at once and again after each interval, also after a failure, until it is stopped', async () => {
  const failures: unknown[] = [];
  let runs = 0;
  const stop = runEvery({
    name: 'job',
    intervalMs: 1000,
    async job() {
      runs += 1;
      if (runs === 2) throw new Error('once');
    },
    log: ({ event }) => failures.push(event),
  });

  await vi.advanceTimersByTimeAsync(2500);
  await stop();
  await vi.advanceTimersByTimeAsync(5000);

  expect(runs).toBe(3);
  expect(failures).toEqual(['job.failed']);
});

it('never runs twice at a time, and stopping waits for the run', async () => {
  let finish: () => void = () => undefined;
  let running = 0;
  const stop = runEvery({
    name: 'job',
    intervalMs: 10,
    job: () => {
      running += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
    log: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(1000);
  let isStopped = false;
  const stopping = stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(10);
  const before = isStopped;

  finish();
  await stopping;

  expect([running, before, isStopped]).toEqual([1, false, true]);
});
