import { ApiError } from '../domain/api-error.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { sha256Text } from '../domain/encoding.ts';
import { createTokenBuckets } from './token-buckets.ts';

/** Keeps whoever guesses bearer tokens from trying many. */
export interface TokenGuard {
  /** Begins to look at a token; rejects with `rate_limited` while too many from this address were wrong. */
  begin(address: string, token: string): Promise<TokenTry>;
}

/** What became of one token. */
export interface TokenTry {
  accepted(): void;
  refused(): void;
}

const maxKnown = 10_000;

/**
 * Limits wrong tokens for each address, in this server's memory. A token that was good from an address stays good from
 * there: one client with a wrong one does not shut out those who share its address.
 */
export function createTokenGuard({
  clock,
  settings,
}: Pick<BackendContext, 'clock' | 'settings'>): TokenGuard {
  const wrong = createTokenBuckets({ perMinute: settings.wrongTokensPerMinute, clock });
  const known = new Set<string>();

  return {
    async begin(address, token) {
      // Looked up by hash, so that how long it takes says nothing about a token.
      const key = await sha256Text(JSON.stringify([address, token]));
      const retryAfterSeconds = known.has(key) ? 0 : wrong.wait(address);
      if (retryAfterSeconds > 0) {
        throw new ApiError('rate_limited', 'Too many wrong tokens from this address', { retryAfterSeconds });
      }
      return {
        accepted() {
          known.delete(key);
          // A set keeps the order of insertion: the first one was quiet the longest.
          const [oldest] = known.size >= maxKnown ? known : [];
          if (oldest !== undefined) known.delete(oldest);
          known.add(key);
        },
        refused: () => wrong.drain(address),
      };
    },
  };
}
