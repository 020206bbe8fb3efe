import { eraseEntity } from '../../domain/entities/erase-entity.ts';
import type { Job } from '../job.ts';
import { sweep, sweepPageSize } from '../sweep.ts';

/** Goes on with entities whose deletion for good was decided and then cut short. */
export const finishEntityDeletions: Job = {
  name: 'finish-entity-deletions',
  summary:
    'Finishes deletions of entities that a crash cut short, with everything below them and their files',
  cadence: { every: 'clean-up', minute: 8 },
  async run(context, run) {
    const { done, failed } = await sweep(context, run, {
      name: 'finish-entity-deletions',
      // From the top: what is below an entity that goes, goes with it.
      page: (afterId) =>
        context.database
          .selectFrom('entities as entity')
          .leftJoin('entities as parent', 'parent.id', 'entity.parent_id')
          .selectAll('entity')
          .where('entity.status', '=', 'deleting')
          .where(({ eb, or }) => or([eb('parent.status', 'is', null), eb('parent.status', '!=', 'deleting')]))
          .where('entity.id', '>', afterId)
          .orderBy('entity.id')
          .limit(sweepPageSize)
          .execute(),
      work: async (entity) => {
        await eraseEntity(context, entity, run.actor);
        return true;
      },
      describe: ({ id }) => ({ entityId: id }),
    });
    return { finished: done, failed };
  },
};
