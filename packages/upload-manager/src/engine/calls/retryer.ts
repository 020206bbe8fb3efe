import { decideRetry, type RetryOptions } from '../../core/retry-policy.ts';
import type { Wait } from '../../core/upload-state.ts';
import { toUploadError } from '../../errors/to-upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connectivity } from '../../ports/connectivity.ts';

export interface RetryerPorts {
  readonly clock: Clock;
  readonly connectivity: Connectivity;
}

export interface RetryerOptions {
  readonly signal: AbortSignal;
  /** @default defaultRetryOptions */
  readonly policy?: RetryOptions;
  /** Told when a wait begins, and `null` when it is over. */
  readonly onWait: (wait: Wait | null) => void;
  /** A number that grows when bytes are accepted anywhere in the upload; attempts count from its last change. */
  readonly progressMark?: () => number;
}

/** A browser that says «offline» may be wrong: the network is tried again after this long even without an event. */
const offlineProbeMs = 30_000;

/** Runs an operation until it succeeds or nothing more can be done. Being offline is a pause, not a failure. */
export async function retry<T>(
  operation: () => Promise<T>,
  ports: RetryerPorts,
  options: RetryerOptions,
): Promise<T> {
  const { clock, connectivity } = ports;
  const { signal, onWait, policy, progressMark = () => 0 } = options;
  let attempt = 0;
  let mark = progressMark();
  for (;;) {
    signal.throwIfAborted();
    try {
      return await operation();
    } catch (caught) {
      if (signal.aborted) throw signal.reason;
      const error = toUploadError(caught);
      if (error.code === 'network' && !connectivity.isOnline()) {
        onWait({ reason: 'offline', until: null, error: null });
        await untilOnline(ports, signal);
        onWait(null);
        continue;
      }
      attempt = progressMark() === mark ? attempt + 1 : 1;
      mark = progressMark();
      const decision = decideRetry({ error, attempt, random: clock.random() }, policy);
      if (!decision.retry) throw error;
      onWait({ reason: 'retry', until: clock.now() + decision.delayMs, error });
      await clock.sleep(decision.delayMs, signal);
      onWait(null);
    }
  }
}

/** Resolves on the browser's word, or when it is time to look for ourselves. */
async function untilOnline({ clock, connectivity }: RetryerPorts, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const unsubscribe = connectivity.subscribe(() => {
    if (connectivity.isOnline()) done.abort();
  });
  try {
    await clock.sleep(offlineProbeMs, AbortSignal.any([signal, done.signal]));
  } catch (error) {
    if (!done.signal.aborted) throw error;
  } finally {
    unsubscribe();
  }
}
