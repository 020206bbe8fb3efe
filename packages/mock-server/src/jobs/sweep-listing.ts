import { recordAttempt } from '../domain/audit/record-attempt.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { type TenantBucket, tenantBuckets } from '../domain/orphans/tenant-buckets.ts';
import type { ListPage, ListRequest } from '../storage/object-storage.ts';
import type { JobCounts, JobRun } from './job.ts';

/** Younger than this, what storage lists may belong to a request that is not over. */
export const safeAgeMs = 24 * 60 * 60 * 1000;

export interface ListingSweep<Item extends { readonly key: string }> {
  /** The job, for the log. */
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly list: (place: TenantBucket, request: ListRequest) => Promise<ListPage<Item>>;
  /** Those of a page that nobody will ever ask for. */
  readonly orphans: (place: TenantBucket, items: readonly Item[]) => Promise<readonly Item[]>;
  readonly drop: (place: TenantBucket, orphan: Item) => Promise<void>;
}

/** Goes through what every bucket lists, page by page, and drops what is nobody's. Each attempt is an audit event. */
export async function sweepListing<Item extends { readonly key: string }>(
  context: BackendContext,
  run: JobRun,
  sweep: ListingSweep<Item>,
): Promise<JobCounts & { readonly examined: number; readonly dropped: number }> {
  const total = { examined: 0, dropped: 0, failed: 0 };
  for await (const place of tenantBuckets(context)) {
    for (const prefix of sweep.prefixes) {
      if (run.signal.aborted) return total;
      try {
        await sweepPrefix(context, run, { ...sweep, place, prefix, total });
      } catch (error) {
        // One bucket that cannot be listed stops no other.
        total.failed += 1;
        context.log({ level: 'warn', event: 'job.bucket_failed', job: sweep.name, prefix, error });
      }
    }
  }
  return total;
}

interface PrefixSweep<Item extends { readonly key: string }> extends ListingSweep<Item> {
  readonly place: TenantBucket;
  readonly prefix: string;
  readonly total: { examined: number; dropped: number; failed: number };
}

async function sweepPrefix<Item extends { readonly key: string }>(
  context: BackendContext,
  { signal, actor }: JobRun,
  { name, place, prefix, total, list, orphans, drop }: PrefixSweep<Item>,
): Promise<void> {
  let after: string | null = null;
  do {
    const page: ListPage<Item> = await list(place, { prefix, after });
    total.examined += page.items.length;
    for (const orphan of await orphans(place, page.items)) {
      if (signal.aborted) return;
      const outcome = await drop(place, orphan).then(
        () => 'dropped' as const,
        (error: unknown) => {
          context.log({ level: 'warn', event: 'job.item_failed', job: name, key: orphan.key, error });
          return 'failed' as const;
        },
      );
      total[outcome] += 1;
      await recordAttempt(context, context.database, {
        actor,
        attempt: { subject: 'object', id: orphan.key, outcome: `orphan_${outcome}`, reason: name },
      });
    }
    after = page.next;
  } while (after !== null && !signal.aborted);
}
