import { sql } from 'kysely';
import type { BackendContext } from '../../domain/backend-context.ts';
import type { LifecycleRule } from '../../domain/settings.ts';
import { eraseFiles } from '../erase-files.ts';
import type { Job, JobRun } from '../job.ts';

/** Deletes files of a temporary kind when they are old enough. */
export const applyLifecycle: Job = {
  name: 'apply-lifecycle',
  summary: 'Deletes files that a rule of LIFECYCLE_RULES calls temporary when they are old enough',
  cadence: { every: 'clean-up', minute: 22 },
  async run(context, run) {
    const total = { deleted: 0, failed: 0 };
    for (const rule of context.settings.lifecycleRules) {
      const { done, failed } = await applyRule(context, run, rule);
      total.deleted += done;
      total.failed += failed;
    }
    return total;
  },
};

function applyRule(context: BackendContext, run: JobRun, { fileType, afterMs }: LifecycleRule) {
  const createdBefore = context.clock.now() - afterMs;
  return eraseFiles(context, run, {
    name: 'apply-lifecycle',
    choose: (files) =>
      files
        // A literal, so that SQLite sees that the partial index covers it.
        .where(sql<boolean>`status = 'active'`)
        .where('file_type', '=', fileType)
        .where('created_at', '<=', createdBefore),
  });
}
