import type { SessionRow } from '../../db/schema.ts';
import { finalKey } from '../../storage/key-layout.ts';
import type { BackendContext } from '../backend-context.ts';
import { type Claim, updateClaimed } from './completion-claim.ts';
import { toRetry } from './moved-bytes.ts';

/** The bytes of a session in one object. */
export interface Joined {
  readonly key: string;
  readonly checksumValue: string | null;
  /** What was proven, where the same object can still be written to; null once storage itself has joined it. */
  readonly etag: string | null;
}

/** Moves exactly the proven bytes to their final key. */
export async function promoteToFinalKey(
  context: BackendContext,
  claim: Claim,
  joined: Joined,
): Promise<string> {
  const { session } = claim;
  const { objects } = context.storage.bucketOf(session.tenant_id);
  const toKey = session.final_key ?? (await finalKeyOf(context, session));
  if (joined.key === toKey) {
    await dropMoved(context, session);
    return toKey;
  }
  await updateClaimed(context, claim, { final_key: toKey, checksum_value: joined.checksumValue });
  await context.crash('final-key-recorded');
  const etag = joined.etag ?? (await objects.head(joined.key))?.etag;
  try {
    await objects.promote({ fromKey: joined.key, toKey, etag: etag ?? '', writeToken: session.id });
  } catch (error) {
    throw toRetry(session, error);
  }
  await context.crash('promoted');
  return toKey;
}

/** A promotion that was cut off, or whose answer was, may have left what it moved; when this fails, listing finds it. */
async function dropMoved({ storage, log }: BackendContext, session: SessionRow): Promise<void> {
  try {
    await storage.bucketOf(session.tenant_id).objects.delete(session.temp_key);
  } catch (error) {
    log({ level: 'warn', event: 'session.temporary_object_kept', sessionId: session.id, error });
  }
}

async function finalKeyOf({ database }: BackendContext, session: SessionRow): Promise<string> {
  const { project_id } = await database
    .selectFrom('files')
    .select('project_id')
    .where('id', '=', session.file_id)
    .executeTakeFirstOrThrow();
  return finalKey({ tenantId: session.tenant_id, projectId: project_id, fileId: session.file_id });
}
