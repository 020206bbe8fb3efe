import { describe, expect, it } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import { decideRetry } from './retry-policy.ts';

const network = new UploadError('network', 'no answer');

describe('decideRetry (R-F6)', () => {
  it('spreads retries over an exponential ceiling with full jitter', () => {
    const delays = [1, 2, 3, 7].map((attempt) => decideRetry({ error: network, attempt, random: 0.5 }));

    expect(delays).toEqual([
      { retry: true, delayMs: 250 },
      { retry: true, delayMs: 500 },
      { retry: true, delayMs: 1000 },
      { retry: true, delayMs: 15_000 },
    ]);
  });

  it('gives up after ten attempts without a byte accepted', () => {
    expect(decideRetry({ error: network, attempt: 10, random: 0 })).toEqual({ retry: false });
  });

  it('C42 waits exactly as long as the server asks, up to five minutes', () => {
    const asks = (retryAfterMs: number) =>
      decideRetry({
        error: new UploadError('rate_limited', 'slow down', { retryAfterMs }),
        attempt: 1,
        random: 0.9,
      });

    expect(asks(7000)).toEqual({ retry: true, delayMs: 7000 });
    expect(asks(31_536_000_000)).toEqual({ retry: true, delayMs: 300_000 });
  });

  it.each([
    'quota_exceeded',
    'file_too_large',
    'type_not_allowed',
    'file_changed',
    'invalid_request',
  ] as const)('does not repeat what cannot succeed: %s', (code) => {
    expect(decideRetry({ error: new UploadError(code, code), attempt: 1, random: 0 })).toEqual({
      retry: false,
    });
  });

  it('believes the server when it says whether to retry', () => {
    const error = new UploadError('storage_full', 'full', { retryable: true });

    expect(decideRetry({ error, attempt: 1, random: 0 })).toEqual({ retry: true, delayMs: 0 });
  });
});
