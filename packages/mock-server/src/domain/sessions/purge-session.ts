import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

/**
 * Drops what a failed or cancelled session left in storage. Runs after the state change: a crash in between leaves bytes
 * without a purpose, which the clean-up job finds by `purged_at`; the other way round it would leave a session without
 * its bytes.
 */
export async function purgeSession(context: BackendContext, session: SessionRow): Promise<void> {
  const { storage, database, clock } = context;
  const bucket = storage.bucketOf(session.tenant_id);
  if (session.multipart_id !== null) {
    await bucket.multipart.abort({ key: session.temp_key, multipartId: session.multipart_id });
  }
  await bucket.objects.delete(session.temp_key);
  if (session.final_key !== null) await bucket.objects.delete(session.final_key);
  await database
    .updateTable('upload_sessions')
    .set({ purged_at: clock.now() })
    .where('id', '=', session.id)
    .execute();
}

/** Purging right away is a courtesy: when it fails, the answer stands and the job repeats it. */
export async function tryPurgeSession(context: BackendContext, session: SessionRow): Promise<void> {
  try {
    await purgeSession(context, session);
  } catch (error) {
    context.log({ level: 'warn', event: 'session.purge_failed', sessionId: session.id, error });
  }
}
