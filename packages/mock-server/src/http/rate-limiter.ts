import { ApiError } from '../domain/api-error.ts';
import type { Clock } from '../domain/ports.ts';

export interface RateLimiter {
  /** Counts one use, or rejects with `rate_limited`. */
  take(key: string): void;
}

const windowMs = 60_000;
/** Beyond this many addresses in a minute, counting each is no longer what protects the server. */
const maxKeys = 100_000;

/** At most so many uses for each key in a minute. */
export function createRateLimiter({ perMinute, clock }: { perMinute: number; clock: Clock }): RateLimiter {
  let windowStart = clock.now();
  let uses = new Map<string, number>();

  return {
    take(key) {
      const now = clock.now();
      if (now - windowStart >= windowMs || now < windowStart || uses.size >= maxKeys) {
        windowStart = now;
        uses = new Map();
      }
      const used = uses.get(key) ?? 0;
      if (used >= perMinute) {
        const retryAfterSeconds = Math.max(1, Math.ceil((windowStart + windowMs - now) / 1000));
        throw new ApiError('rate_limited', 'Too many requests from this address', { retryAfterSeconds });
      }
      uses.set(key, used + 1);
    },
  };
}
