import { recordAttempt } from '../../domain/audit/record-attempt.ts';
import type { BackendContext } from '../../domain/backend-context.ts';
import { driftedWorkspaces, repairWorkspace } from '../../domain/quota/recount.ts';
import type { Job, JobRun } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** Recounts what workspaces take from their rows, repairs what differs, and reports by how much. */
export const reconcileQuota: Job = {
  name: 'reconcile-quota',
  summary: 'Recounts used and reserved bytes from the records, and repairs and reports drift',
  cadence: { every: 'clean-up', minute: 27 },
  async run(context, run) {
    let workspaces = 0;
    let driftBytes = 0;
    const { done, failed } = await sweep(context, run, {
      name: 'reconcile-quota',
      page: (afterId) => driftedWorkspaces(context.database, { afterId, limit: sweepPageSize }),
      async work({ id, isDrifted }) {
        workspaces += 1;
        const repairedBytes = isDrifted ? await repair(context, run, id) : null;
        driftBytes += repairedBytes ?? 0;
        return repairedBytes !== null;
      },
      describe: ({ id }) => ({ workspaceId: id }),
    });
    return { workspaces, repaired: done, drift_bytes: driftBytes, failed };
  },
};

async function repair(
  context: BackendContext,
  { actor }: JobRun,
  workspaceId: string,
): Promise<number | null> {
  const drift = await repairWorkspace(context.database, workspaceId);
  if (!drift) return null;
  const { usedBefore, usedAfter, reservedBefore, reservedAfter } = drift;
  context.log({ level: 'warn', event: 'quota.drift_repaired', workspaceId, ...drift });
  await recordAttempt(context, context.database, {
    actor,
    attempt: {
      subject: 'workspace',
      id: workspaceId,
      outcome: 'quota_repaired',
      reason: `used ${usedBefore} to ${usedAfter}, reserved ${reservedBefore} to ${reservedAfter}`,
    },
  });
  const driftBytes = Math.abs(usedAfter - usedBefore) + Math.abs(reservedAfter - reservedBefore);
  context.metrics.count('holdfast_quota_drift_bytes_total', {}, driftBytes);
  return driftBytes;
}
