import type { ExpressionBuilder } from 'kysely';
import type { Schema, SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';

/** Sessions whose bytes, if there are any, are of no use to anybody: ended without a file, or their content was there. */
export function keepsNothing(eb: ExpressionBuilder<Schema, 'upload_sessions'>) {
  return eb.or([
    eb('status', 'in', ['failed', 'cancelled']),
    eb.and([eb('status', '=', 'completed'), eb('is_deduplicated', '=', 1)]),
  ]);
}

/**
 * Drops what a failed or cancelled session left in storage. Runs after the state change: a crash in between leaves bytes
 * without a purpose, which the clean-up job finds; the other way round it would leave a session without its bytes. The
 * job also runs it a last time, and notes `purged_at`, when no URL can bring bytes back.
 */
export async function purgeSession({ storage }: BackendContext, session: SessionRow): Promise<void> {
  const bucket = storage.bucketOf(session.tenant_id);
  if (session.multipart_id !== null) {
    await bucket.multipart.abort({ key: session.temp_key, multipartId: session.multipart_id });
  }
  await bucket.objects.delete(session.temp_key);
  if (session.final_key !== null) await bucket.objects.delete(session.final_key);
}

/** Purging right away is a courtesy: when it fails, the answer stands and the job repeats it. */
export async function tryPurgeSession(context: BackendContext, session: SessionRow): Promise<void> {
  try {
    await purgeSession(context, session);
  } catch (error) {
    context.log({ level: 'warn', event: 'session.purge_failed', sessionId: session.id, error });
  }
}
