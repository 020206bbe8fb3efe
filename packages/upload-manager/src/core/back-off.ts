export type RetryDecision = { readonly retry: true; readonly delayMs: number } | { readonly retry: false };

/** Attempts in a row without a byte accepted, the first included. */
const maxAttempts = 10;
const baseDelayMs = 500;
const maxDelayMs = 30_000;

export interface Attempt {
  /** Attempts made since a byte was last accepted; 1 after the first failure. */
  readonly attempt: number;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

/** Full jitter over an exponential ceiling, as the AWS architecture blog describes it. */
export function backOff({ attempt, random }: Attempt): RetryDecision {
  if (attempt >= maxAttempts) return { retry: false };
  const ceilingMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return { retry: true, delayMs: Math.round(random * ceilingMs) };
}
