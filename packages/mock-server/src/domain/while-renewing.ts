import type { Log } from './ports.ts';

export interface Lease {
  /** What is leased, for the log. */
  readonly name: string;
  readonly renewalMs: number;
  readonly renew: () => Promise<unknown>;
  readonly log: Log;
}

/** Renews a lease for as long as the work takes. */
export async function whileRenewing<Result>(lease: Lease, work: () => Promise<Result>): Promise<Result> {
  const { name, renewalMs, renew, log } = lease;
  const timer = setInterval(() => {
    renew().catch((error: unknown) => {
      // Work that lost its lease notices by itself, at its next step.
      log({ level: 'warn', event: 'lease.renewal_failed', lease: name, error });
    });
  }, renewalMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
