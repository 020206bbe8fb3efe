import type { BackendContext } from '../../domain/backend-context.ts';
import { countedKinds, repairCount } from '../../domain/quota/recount-places.ts';
import { countedUsers, repairUser } from '../../domain/quota/recount-users.ts';
import type { Job, JobRun } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

const name = 'reconcile-counts';

/** Recounts what users take and how many of each kind there are, repairs what differs, and reports by how much. */
export const reconcileCounts: Job = {
  name,
  summary:
    'Recounts what users take and how many there are of what plans count, and repairs and reports drift',
  cadence: { every: 'clean-up', minute: 33 },
  async run(context, run) {
    const users = await reconcileUsers(context, run);
    const kinds = await reconcileKinds(context, run);
    return {
      users_repaired: users.done,
      counts_repaired: kinds.done,
      failed: users.failed + kinds.failed,
    };
  },
};

function reconcileUsers(context: BackendContext, run: JobRun) {
  return sweep(context, run, {
    name,
    async page(afterId) {
      const [tenantId, userId] = parseId(afterId);
      const users = await countedUsers(context.database, {
        after: { tenantId, userId },
        limit: sweepPageSize,
      });
      return users.map((user) => ({ ...user, id: JSON.stringify([user.tenantId, user.userId]) }));
    },
    async work({ isDrifted, tenantId, userId }) {
      const repair = isDrifted ? await repairUser(context.database, { tenantId, userId }) : null;
      if (!repair) return false;
      context.log({ level: 'warn', event: 'quota.user_drift_repaired', tenantId, userId, ...repair });
      return true;
    },
    describe: ({ tenantId, userId }) => ({ tenantId, userId }),
  });
}

function reconcileKinds(context: BackendContext, run: JobRun) {
  return sweep(context, run, {
    name,
    async page(afterId) {
      const kinds = await countedKinds(context.database, { after: parseId(afterId), limit: sweepPageSize });
      return kinds.map((kind) => ({ ...kind, id: JSON.stringify([kind.scope, kind.scopeId, kind.kind]) }));
    },
    async work({ isDrifted, scope, scopeId, kind }) {
      const repair = isDrifted ? await repairCount(context.database, { scope, scopeId, kind }) : null;
      if (!repair) return false;
      context.log({ level: 'warn', event: 'quota.count_drift_repaired', scope, scopeId, kind, ...repair });
      return true;
    },
    describe: ({ scope, scopeId, kind }) => ({ scope, scopeId, kind }),
  });
}

/** Rows without an id of their own are told apart by their key; before the first one every part is empty. */
function parseId(id: string): [string, string, string] {
  const [first = '', second = '', third = ''] = id === '' ? [] : (JSON.parse(id) as string[]);
  return [first, second, third];
}
