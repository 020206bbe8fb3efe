import type { Clock } from '../domain/ports.ts';

export interface TokenBuckets {
  /** Takes this many tokens; the answer is 0, or the seconds until there are enough again, and then nothing is taken. */
  take(key: string, count?: number): number;
  /** Seconds until so many tokens are there; 0 when they are. Takes nothing. */
  wait(key: string, count?: number): number;
  /** Takes what is there, down to nothing. */
  drain(key: string, count?: number): void;
}

export interface TokenBucketsOptions {
  /** How many tokens a key gets in a minute; it may spend them all at once. */
  readonly perMinute: number;
  readonly clock: Clock;
  /** Beyond it the key that was quiet the longest is forgotten, and starts with a full bucket. @default 10,000 */
  readonly maxKeys?: number;
}

interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

const minuteMs = 60_000;

/** One bucket of tokens for each key, in bounded memory. Each server keeps its own. */
export function createTokenBuckets({
  perMinute,
  clock,
  maxKeys = 10_000,
}: TokenBucketsOptions): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  const tokensOf = (key: string, nowMs: number): number => {
    const bucket = buckets.get(key);
    if (!bucket) return perMinute;
    // A clock that was put back refills nothing.
    const elapsedMs = Math.max(0, nowMs - bucket.atMs);
    return Math.min(perMinute, bucket.tokens + (elapsedMs * perMinute) / minuteMs);
  };
  const keep = (key: string, bucket: Bucket): void => {
    // A map keeps the order of insertion: the first key is the one that was quiet the longest.
    buckets.delete(key);
    const [oldest] = buckets.size >= maxKeys ? buckets.keys() : [];
    if (oldest !== undefined) buckets.delete(oldest);
    buckets.set(key, bucket);
  };

  const waitFor = (tokens: number, count: number): number => {
    // More than a full bucket at once is let through when the bucket is full, or it never would be.
    const missing = Math.min(count, perMinute) - tokens;
    return missing <= 0 ? 0 : Math.max(1, Math.ceil((missing * minuteMs) / perMinute / 1000));
  };
  const spend = (key: string, tokens: number, count: number): void => {
    keep(key, { tokens: Math.max(0, tokens - count), atMs: clock.now() });
  };

  return {
    take(key, count = 1) {
      const tokens = tokensOf(key, clock.now());
      const waitSeconds = waitFor(tokens, count);
      spend(key, tokens, waitSeconds === 0 ? count : 0);
      return waitSeconds;
    },
    wait: (key, count = 1) => waitFor(tokensOf(key, clock.now()), count),
    drain: (key, count = 1) => spend(key, tokensOf(key, clock.now()), count),
  };
}
