import type { BackendContext } from '../domain/backend-context.ts';
import { mapConcurrently } from '../domain/map-concurrently.ts';
import type { JobCounts, JobRun } from './job.ts';

/** As many rows as are in memory at a time. */
export const sweepPageSize = 100;
const concurrency = 4;

export interface Sweep<Row extends { readonly id: string }> {
  /** The job, for the log. */
  readonly name: string;
  /** The next rows in the order of their ids, at most `sweepPageSize`. */
  readonly page: (afterId: string) => Promise<readonly Row[]>;
  /** Answers whether there was something to do. */
  readonly work: (row: Row) => Promise<boolean>;
  /** What the log says of a row that failed. */
  readonly describe: (row: Row) => Readonly<Record<string, unknown>>;
}

/** Goes through rows page by page. A row that fails is logged, passed, and met again by the next run. */
export async function sweep<Row extends { readonly id: string }>(
  context: BackendContext,
  { signal }: JobRun,
  { name, page, work, describe }: Sweep<Row>,
): Promise<JobCounts & { readonly done: number }> {
  let done = 0;
  let failed = 0;
  const attempt = async (row: Row): Promise<void> => {
    if (signal.aborted) return;
    try {
      if (await work(row)) done += 1;
    } catch (error) {
      failed += 1;
      context.log({ level: 'warn', event: 'job.item_failed', job: name, ...describe(row), error });
    }
  };

  let afterId = '';
  while (!signal.aborted) {
    const rows = await page(afterId);
    await mapConcurrently(rows, concurrency, attempt);
    const last = rows.at(-1);
    if (!last || rows.length < sweepPageSize) break;
    afterId = last.id;
  }
  return { done, failed };
}
