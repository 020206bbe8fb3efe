import type { Clock } from '../ports/clock.ts';
import type { SessionRepository } from '../ports/session-repository.ts';
import type { TabLock } from '../ports/tab-lock.ts';

/** Browsers let a hidden page's timers run once a minute only: a page that is silent for longer is gone, or asleep. */
const leaseMs = 90_000;
const renewMs = 5000;
const lookMs = 1000;

interface Lease {
  readonly holder: string;
  /** Epoch milliseconds; all pages of a browser share one clock. */
  readonly until: number;
}

export interface LeaseTabLockOptions {
  readonly repository: Pick<SessionRepository, 'update'>;
  readonly clock: Clock;
}

/**
 * Locks for pages without Web Locks (plain http): leases in storage that all pages share. A page that closes gives its
 * leases back; one that crashes, or is asleep for longer than a lease, loses them. A page that wakes up after that may
 * believe for a moment that it still holds them: the fences of records keep it from writing.
 */
export function createLeaseTabLock({ repository, clock }: LeaseTabLockOptions): TabLock {
  const self = clock.createId();
  const held = new Set<string>();

  async function tryTake(name: string): Promise<boolean> {
    let isMine = false;
    await repository.update(name, (current) => {
      const now = clock.now();
      isMine = !isLease(current) || current.until <= now || (current.holder === self && held.has(name));
      return isMine ? ({ holder: self, until: now + leaseMs } satisfies Lease) : current;
    });
    return isMine;
  }

  async function release(name: string): Promise<void> {
    held.delete(name);
    await repository.update(name, (current) =>
      isLease(current) && current.holder === self ? undefined : current,
    );
  }

  /** Runs until `signal` aborts, or until somebody else has the lease. */
  async function keep(name: string, signal: AbortSignal): Promise<void> {
    held.add(name);
    try {
      do await clock.sleep(renewMs, signal);
      while (await tryTake(name));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await release(name);
    }
  }

  async function take(name: string, signal: AbortSignal): Promise<void> {
    while (held.has(name) || !(await tryTake(name))) await clock.sleep(lookMs, signal);
  }

  function keepInBackground(name: string, signal: AbortSignal): void {
    keep(name, signal).catch(() => {
      // Storage failed: the lease runs out by itself, and the fences of records see to the rest.
    });
  }

  return {
    async hold(name, signal) {
      await take(name, signal);
      keepInBackground(name, signal);
    },
    async tryHold(name, signal) {
      if (held.has(name) || !(await tryTake(name))) return false;
      keepInBackground(name, signal);
      return true;
    },
    async exclusively(name, task) {
      const done = new AbortController();
      await take(name, done.signal);
      keepInBackground(name, done.signal);
      try {
        return await task();
      } finally {
        done.abort();
      }
    },
  };
}

function isLease(value: unknown): value is Lease {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'holder' in value &&
    typeof value.holder === 'string' &&
    'until' in value &&
    typeof value.until === 'number'
  );
}
