import type { ErrorCode } from '@holdfast/upload-manager/contract';
import { ApiError } from '../domain/api-error.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import type { Principal } from '../domain/principal.ts';
import { createTokenBuckets } from './token-buckets.ts';

/** How much one principal, the operator or an address may ask of this server in a minute. */
export interface CallLimits {
  /** Counts a call, or rejects it with `rate_limited`. */
  call(principal: Principal): void;
  /** Counts URLs about to be signed, or rejects with `rate_limited`. */
  sign(principal: Principal, urls: number): void;
  /** Counts an operator's call; there is one operator. */
  operate(): void;
  /** Counts a read that comes without a caller, by its address. */
  openRead(address: string): void;
  /** Counts a refusal: whoever names many ids that are not there is guessing, and is made to wait. */
  refused(principal: Principal, code: ErrorCode): void;
}

/** Limits for each of them, in this server's memory; several servers each keep their own. */
export function createCallLimits({ clock, settings }: BackendContext): CallLimits {
  const calls = createTokenBuckets({ perMinute: settings.callsPerMinute, clock });
  const signings = createTokenBuckets({ perMinute: settings.signedUrlsPerMinute, clock });
  const operations = createTokenBuckets({ perMinute: settings.operatorCallsPerMinute, clock });
  const openReads = createTokenBuckets({ perMinute: settings.openReadsPerMinute, clock });
  const guesses = createTokenBuckets({ perMinute: settings.unknownIdsPerMinute, clock });

  return {
    call(principal) {
      const key = keyOf(principal);
      requireNoWait(calls.take(key), 'Too many calls');
      requireNoWait(guesses.wait(key), 'Too many ids that are not there');
    },
    sign(principal, urls) {
      requireNoWait(signings.take(keyOf(principal), urls), 'Too many URLs to sign');
    },
    operate() {
      requireNoWait(operations.take('operator'), 'Too many calls of the operator');
    },
    openRead(address) {
      requireNoWait(openReads.take(address), 'Too many reads from this address');
    },
    refused(principal, code) {
      if (code === 'not_found') guesses.drain(keyOf(principal));
    },
  };
}

function keyOf({ tenantId, userId }: Principal): string {
  return JSON.stringify([tenantId, userId]);
}

function requireNoWait(retryAfterSeconds: number, detail: string): void {
  if (retryAfterSeconds > 0) throw new ApiError('rate_limited', detail, { retryAfterSeconds });
}
