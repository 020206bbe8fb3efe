import type { Job } from '../job.ts';

/** Keys in one statement, so that no transaction holds the database for long. */
const batchSize = 1000;

/** Forgets idempotency keys that no longer count. Keeping one refuses nobody anything; this only gives its room back. */
export const purgeIdempotencyKeys: Job = {
  name: 'purge-idempotency-keys',
  summary: 'Forgets idempotency keys that are older than a day',
  cadence: { every: 'clean-up', minute: 2 },
  async run({ database, clock }, { signal }) {
    const now = clock.now();
    let removed = 0;
    while (!signal.aborted) {
      const { numDeletedRows } = await database
        .deleteFrom('idempotency_keys')
        .where(({ eb, refTuple, selectFrom }) =>
          eb(
            refTuple('principal', 'route', 'key'),
            'in',
            selectFrom('idempotency_keys')
              .select(['principal', 'route', 'key'])
              .where('expires_at', '<=', now)
              .limit(batchSize)
              .$asTuple('principal', 'route', 'key'),
          ),
        )
        .executeTakeFirst();
      removed += Number(numDeletedRows);
      if (numDeletedRows < batchSize) break;
    }
    return { removed, failed: 0 };
  },
};
