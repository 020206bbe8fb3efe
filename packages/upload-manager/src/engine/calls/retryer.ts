import type { RetryDecision } from '../../core/back-off.ts';
import type { FailedAttempt } from '../../core/retry-policy.ts';
import type { Wait } from '../../core/upload-state.ts';
import { toUploadError } from '../../errors/to-upload-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connectivity } from '../../ports/connectivity.ts';
import type { SignIn } from './sign-in.ts';

export interface RetryerOptions {
  readonly clock: Clock;
  readonly connectivity: Connectivity;
  readonly signIn: SignIn;
  readonly decide: (failed: FailedAttempt) => RetryDecision;
}

export interface RetryOptions {
  readonly signal: AbortSignal;
  /** Told when a wait begins, and `null` when it is over. */
  readonly onWait: (wait: Wait | null) => void;
  /** A number that grows when bytes are accepted anywhere in the upload; attempts count from its last change. */
  readonly progressMark?: () => number;
}

/** Runs an operation until it succeeds or nothing more can be done. */
export type Retry = <T>(operation: () => Promise<T>, options: RetryOptions) => Promise<T>;

/** A browser that says «offline» may be wrong, and a sign-in may be unheard of: it is tried again after this long. */
const probeMs = 30_000;

/** What ends the wait for something that only an event can bring. */
interface Cause {
  readonly reason: 'offline' | 'sign-in';
  readonly subscribe: (wake: () => void) => () => void;
}

/** Being offline or signed out is a pause, not a failure: it uses up no attempt. */
export function createRetryer({ clock, connectivity, decide, signIn }: RetryerOptions): Retry {
  const offline: Cause = {
    reason: 'offline',
    subscribe: (wake) =>
      connectivity.subscribe(() => {
        if (connectivity.isOnline()) wake();
      }),
  };
  const signedOut: Cause = { reason: 'sign-in', subscribe: signIn.next };

  function causeOf(code: string): Cause | null {
    if (code === 'network' && !connectivity.isOnline()) return offline;
    return code === 'unauthorized' && signIn.isAwaited ? signedOut : null;
  }

  /** Resolves on the event, or when it is time to look for ourselves. */
  async function untilOver({ subscribe }: Cause, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const unsubscribe = subscribe(() => done.abort());
    try {
      await clock.sleep(probeMs, AbortSignal.any([signal, done.signal]));
    } catch (error) {
      if (!done.signal.aborted) throw error;
    } finally {
      unsubscribe();
    }
  }

  return async (operation, { onWait, progressMark = () => 0, signal }) => {
    let attempt = 0;
    let wasSignedOut = false;
    let mark = progressMark();
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = await operation();
        // Nobody said so, but there is a caller again: for those who wait, too.
        if (wasSignedOut) signIn.signedIn();
        return answer;
      } catch (caught) {
        if (signal.aborted) throw signal.reason;
        const error = toUploadError(caught);
        const cause = causeOf(error.code);
        if (cause !== null) {
          wasSignedOut = cause === signedOut;
          if (wasSignedOut) signIn.refused();
          onWait({ reason: cause.reason, until: null, error: null });
          await untilOver(cause, signal);
          onWait(null);
          continue;
        }
        attempt = progressMark() === mark ? attempt + 1 : 1;
        mark = progressMark();
        const decision = decide({ error, attempt, random: clock.random() });
        if (!decision.retry) throw error;
        onWait({ reason: 'retry', until: clock.now() + decision.delayMs, error });
        await clock.sleep(decision.delayMs, signal);
        onWait(null);
      }
    }
  };
}
