import { partRange } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { StoredPart } from '../../storage/object-storage.ts';
import { StorageError } from '../../storage/storage-error.ts';
import type { BackendContext } from '../backend-context.ts';

/** What storage holds of a session. Storage is the truth; the database only says where to look. */
export type StoredBytes =
  | { readonly kind: 'parts'; readonly parts: readonly StoredPart[] }
  /** Joined by a completion that did not get to its end. */
  | { readonly kind: 'whole'; readonly key: string }
  | { readonly kind: 'gone' };

/** Asks storage. A multipart upload nobody knows is settled by looking for the object before it is called gone. */
export async function findStoredBytes(context: BackendContext, session: SessionRow): Promise<StoredBytes> {
  const bucket = context.storage.bucketOf(session.tenant_id);
  if (session.final_key !== null && (await isWhole(context, session, session.final_key))) {
    return { kind: 'whole', key: session.final_key };
  }
  if (session.received_at !== null) {
    const isThere = await isWhole(context, session, session.temp_key);
    return isThere ? { kind: 'whole', key: session.temp_key } : findMoved(context, session, { kind: 'gone' });
  }
  if (session.multipart_id === null) {
    const object = await bucket.objects.head(session.temp_key);
    if (object) return { kind: 'parts', parts: [{ ...object, partNumber: 1 }] };
    return findMoved(context, session, { kind: 'parts', parts: [] });
  }
  try {
    const upload = { key: session.temp_key, multipartId: session.multipart_id };
    return { kind: 'parts', parts: await bucket.multipart.listParts(upload) };
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'no_such_upload') throw error;
  }
  if (await isWhole(context, session, session.temp_key)) return { kind: 'whole', key: session.temp_key };
  return findMoved(context, session, { kind: 'gone' });
}

/** Bytes only ever move to the final key: what was not there before the other places were empty may be there now. */
async function findMoved(
  context: BackendContext,
  session: SessionRow,
  otherwise: StoredBytes,
): Promise<StoredBytes> {
  const { final_key } = session;
  if (final_key === null || !(await isWhole(context, session, final_key))) return otherwise;
  return { kind: 'whole', key: final_key };
}

async function isWhole({ storage }: BackendContext, session: SessionRow, key: string): Promise<boolean> {
  const object = await storage.bucketOf(session.tenant_id).objects.head(key);
  if (object?.sizeBytes !== session.file_size) return false;
  // Where joining is one step, an object of the right size at the session's own key can be no other.
  return object.writeToken === null || object.writeToken === session.id;
}

/** The size a part has to have. */
export function partSize(session: SessionRow, partNumber: number): number {
  const { start, end } = partRange(session.file_size, session.chunk_size, partNumber);
  return end - start;
}

/** The parts that were signed with one checksum and later with another. */
export async function replacedParts(
  { database }: BackendContext,
  sessionId: string,
): Promise<ReadonlySet<number>> {
  const rows = await database
    .selectFrom('part_bindings')
    .select('part_number')
    .where('session_id', '=', sessionId)
    .where('replaced', '=', 1)
    .orderBy('part_number')
    .execute();
  return new Set(rows.map(({ part_number }) => part_number));
}

/** The checksums a session's parts were signed with. */
export async function boundChecksums(
  { database }: BackendContext,
  sessionId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await database
    .selectFrom('part_bindings')
    .select(['part_number', 'checksum'])
    .where('session_id', '=', sessionId)
    .execute();
  return new Map(rows.map(({ part_number, checksum }) => [part_number, checksum]));
}
