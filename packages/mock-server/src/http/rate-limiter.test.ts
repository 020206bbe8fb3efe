import { expect, it } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

it('counts each address for itself, forgets after a minute, and says how long to wait', () => {
  let nowMs = 1_000_000;
  const limiter = createRateLimiter({ perMinute: 2, clock: { now: () => nowMs } });
  limiter.take('a');
  limiter.take('a');
  nowMs += 15_000;

  expect(() => limiter.take('a')).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 45 }),
  );
  expect(() => limiter.take('b')).not.toThrow();
  nowMs += 45_000;
  expect(() => limiter.take('a')).not.toThrow();
});
