import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whileRenewing } from './while-renewing.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('renews while the work runs, also after a failed renewal, and stops with it', async () => {
  let renewals = 0;
  const events: string[] = [];
  const lease = {
    name: 'test',
    renewalMs: 1000,
    async renew() {
      renewals += 1;
      if (renewals === 1) throw new Error('not now');
    },
    log: ({ event }: { event: string }) => void events.push(event),
  };
  const work = whileRenewing(lease, () => new Promise((resolve) => setTimeout(() => resolve('done'), 3500)));

  await vi.advanceTimersByTimeAsync(10_000);

  expect(await work).toBe('done');
  expect([renewals, events]).toEqual([3, ['lease.renewal_failed']]);
});

it('stops when the work fails', async () => {
  let renewals = 0;
  const lease = { name: 'test', renewalMs: 1000, renew: async () => (renewals += 1), log: () => undefined };

  await expect(whileRenewing(lease, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await vi.advanceTimersByTimeAsync(5000);

  expect(renewals).toBe(0);
});
