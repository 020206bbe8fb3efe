import { sql } from 'kysely';
import type { BackendContext } from '../../domain/backend-context.ts';
import type { Job, JobRun } from '../job.ts';

/** Rows in one statement, so that no transaction holds the database for long. */
const batchSize = 1000;

/** Forgets what is over for so long that nobody asks about it any more; the audit trail keeps that it was. */
export const purgeFinishedRecords: Job = {
  name: 'purge-finished-records',
  summary: 'Forgets finished clean-ups and imports, and entities that were deleted, when they are old',
  cadence: { every: 'clean-up', minute: 17 },
  async run(context, run) {
    const before = context.clock.now() - context.settings.finishedRecordMs;
    const tasks = await inBatches(run, () => removeTasks(context, before));
    const entities = await inBatches(run, () => removeEntities(context, before));
    return { tasks, entities, failed: 0 };
  },
};

async function inBatches({ signal }: JobRun, remove: () => Promise<number>): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const removed = await remove();
    total += removed;
    if (removed < batchSize) break;
  }
  return total;
}

async function removeTasks({ database }: BackendContext, before: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('background_tasks')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('background_tasks')
        .select('id')
        .where('finished_at', '<=', before)
        .where('state', '!=', 'running')
        .orderBy('finished_at')
        .orderBy('id')
        .limit(batchSize),
    )
    // One that was asked for again is not finished.
    .where('state', '!=', 'running')
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function removeEntities({ database }: BackendContext, before: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('entities')
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('entities')
        .select('id')
        // Said in the text: of a parameter a planner cannot tell that the partial index has what is asked for.
        .where(sql<boolean>`status = 'deleted'`)
        .where('updated_at', '<=', before)
        .orderBy('updated_at')
        .orderBy('id')
        .limit(batchSize),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
