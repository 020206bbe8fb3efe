import type { OrphanRepair } from '@holdfast/upload-manager/contract';
import { recordAttempt } from '../audit/record-attempt.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { eraseFile } from '../files/delete-file.ts';
import { type FoundObject, findOrphanObjects } from './find-orphan-objects.ts';
import { findOrphanRecords } from './find-orphan-records.ts';
import { formatOrphanCursor, type OrphanScope } from './orphan-page.ts';

export interface OrphanRepairOrder {
  readonly kind: 'objects' | 'records';
  readonly scope: OrphanScope;
  readonly actor: Actor;
}

/** Deletes one page of orphans: objects that no record leads to, or records whose object is gone. */
export async function repairOrphans(
  context: BackendContext,
  { kind, scope, actor }: OrphanRepairOrder,
): Promise<OrphanRepair> {
  if (kind === 'objects') {
    const { orphans, examined, next } = await findOrphanObjects(context, scope);
    const work = orphans.map((orphan) => () => deleteObject(context, orphan, actor));
    return { examined, ...(await attemptAll(context, work)), next_cursor: formatOrphanCursor(next) };
  }
  const { orphans, examined, next } = await findOrphanRecords(context, scope);
  const work = orphans.map((file) => () => eraseFile(context, file, actor));
  return { examined, ...(await attemptAll(context, work)), next_cursor: formatOrphanCursor(next) };
}

async function deleteObject(
  context: BackendContext,
  { place, key }: FoundObject,
  actor: Actor,
): Promise<void> {
  await place.bucket.objects.delete(key);
  await recordAttempt(context, context.database, {
    actor,
    attempt: { subject: 'object', id: key, outcome: 'orphan_deleted', reason: 'repair' },
  });
}

/** One that fails is logged and stays an orphan for the next call. */
async function attemptAll(
  context: BackendContext,
  work: readonly (() => Promise<void>)[],
): Promise<Pick<OrphanRepair, 'deleted' | 'failed'>> {
  let deleted = 0;
  let failed = 0;
  for (const attempt of work) {
    try {
      await attempt();
      deleted += 1;
    } catch (error) {
      failed += 1;
      context.log({ level: 'warn', event: 'orphans.repair_failed', error });
    }
  }
  return { deleted, failed };
}
