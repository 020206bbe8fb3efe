import { backOff, type RetryDecision } from '../core/back-off.ts';
import type { FailedAttempt } from '../core/retry-policy.ts';
import { UploadError } from '../errors/upload-error.ts';

/**
 * What keeps code from loading is the network, or a server that has another release by now. Firefox asks for it once in
 * the life of a page: what people are told says to reload it.
 */
export async function loadCode<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new UploadError('network', 'A part of the engine could not be loaded', {
      cause,
      details: { missing: 'code' },
    });
  }
}

/** Code that could not be loaded may be there later; whatever else went wrong is a bug. */
export function decideReload(failed: FailedAttempt): RetryDecision {
  return failed.error.code === 'network' ? backOff(failed) : { retry: false };
}
