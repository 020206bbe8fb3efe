import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { finishDeletion } from '../files/delete-file.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import { tryPurgeSession } from '../sessions/purge-session.ts';
import type { Released } from './release-files.ts';

const concurrency = 8;

/**
 * Drops the bytes of released files. One that cannot be dropped now stops no other and stays `deleting`: the clean-up
 * job goes on with it.
 */
export async function finishRelease(
  context: BackendContext,
  { files, sessions }: Released,
  actor: Actor,
): Promise<void> {
  await mapConcurrently(files, concurrency, async (file) => {
    try {
      await finishDeletion(context, file, actor);
    } catch (error) {
      context.log({ level: 'warn', event: 'cascade.deletion_postponed', fileId: file.id, error });
    }
  });
  await mapConcurrently(sessions, concurrency, (session) => tryPurgeSession(context, session));
}
