import type { BlobRow, DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { Actor } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { type Content, contentName, findBlobs, joinBlob } from '../files/blobs.ts';
import { compositeChecksum } from '../files/composite-checksum.ts';
import { isTypeAllowed } from '../files/type-policy.ts';
import { claimMs } from './completion-claim.ts';
import type { OpenedSession } from './insert-sessions.ts';
import { contentOf, recordActive } from './record-completion.ts';

/**
 * Completes those of the sessions just opened whose user already has an active file with the content they name: there is
 * nothing to send. Whoever only knows a hash gets nothing by it, for the bytes have to be the user's own before. Answers
 * all sessions, in their order.
 */
export async function shareOwnContent(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { opened, actor }: { readonly opened: readonly OpenedSession[]; readonly actor: Actor },
): Promise<readonly SessionRow[]> {
  const named = await Promise.all(
    opened.map(async (each) => ({ ...each, content: await contentNamed(each) })),
  );
  const blobs = await findBlobs(
    transaction,
    named.flatMap(({ content }) => content ?? []),
  );
  const byContent = new Map(
    blobs.map((blob) => [contentName(blob.size_bytes, blob.chunk_size, blob.digest), blob]),
  );
  const ownTypes = await findOwnTypes(transaction, opened[0]?.session, blobs);
  const sessions: SessionRow[] = [];
  for (const { session, fields, content } of named) {
    const blob = content && byContent.get(contentName(content.sizeBytes, content.chunkSize, content.digest));
    const detectedType = blob && ownTypes.get(blob.id);
    const completed =
      blob && detectedType !== undefined
        ? await share(context, transaction, { session, fields, blob, detectedType, actor })
        : null;
    sessions.push(completed ?? session);
  }
  return sessions;
}

async function contentNamed({ session, fields: { checksum } }: OpenedSession): Promise<Content | null> {
  if (checksum?.algorithm !== 'sha256') return null;
  return contentOf(session, await compositeChecksum('sha256', [checksum.value]));
}

interface Share extends OpenedSession {
  readonly blob: BlobRow;
  readonly detectedType: string | null;
  readonly actor: Actor;
}

async function share(
  context: BackendContext,
  transaction: DatabaseTransaction,
  { session, fields, blob, detectedType, actor }: Share,
): Promise<SessionRow | null> {
  const joined = await joinBlob(transaction, blob.id);
  if (!joined) return null;
  const { allowedTypes } = context.settings;
  const evidence = { declared: fields.mime_type ?? '', detected: detectedType };
  if (!isTypeAllowed(allowedTypes, evidence)) {
    throw new ApiError('type_not_allowed', 'Files of this type are not allowed', {
      fields: { detected_type: detectedType, allowed_types: allowedTypes },
    });
  }
  const claimToken = context.identifiers.uuid();
  const claimed = await transaction
    .updateTable('upload_sessions')
    .set({ claim_token: claimToken, claim_until: context.clock.now() + claimMs })
    .where('id', '=', session.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const outcome = { checksumValue: blob.digest, detectedType };
  const place = { storageKey: joined.storage_key, blobId: joined.id };
  await recordActive(context, transaction, {
    claimToken,
    actor,
    isDeduplicated: true,
    completed: [{ session: claimed, outcome, place }],
  });
  return { ...claimed, status: 'completed' };
}

/** What the user's own active files with these blobs are, by blob. */
async function findOwnTypes(
  transaction: DatabaseTransaction,
  owner: SessionRow | undefined,
  blobs: readonly BlobRow[],
): Promise<ReadonlyMap<string | null, FileRow['detected_type']>> {
  if (!owner || blobs.length === 0) return new Map();
  const files = await transaction
    .selectFrom('files')
    .select(['blob_id', 'detected_type'])
    .where(
      'blob_id',
      'in',
      blobs.map(({ id }) => id),
    )
    .where('tenant_id', '=', owner.tenant_id)
    .where('workspace_id', '=', owner.workspace_id)
    .where('user_id', '=', owner.user_id)
    .where('status', '=', 'active')
    .execute();
  return new Map(files.map(({ blob_id, detected_type }) => [blob_id, detected_type]));
}
