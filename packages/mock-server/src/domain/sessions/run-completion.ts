import type { DatabaseTransaction, FileRow, SessionRow } from '../../db/schema.ts';
import { finalKey } from '../../storage/key-layout.ts';
import type { StoredPart } from '../../storage/object-storage.ts';
import { StorageError } from '../../storage/storage-error.ts';
import { ApiError } from '../api-error.ts';
import { type Actor, recordTransition } from '../audit/record-transition.ts';
import type { BackendContext } from '../backend-context.ts';
import { compositeChecksum } from '../files/composite-checksum.ts';
import { detectType, isTypeAllowed, sniffedBytes } from '../files/type-policy.ts';
import { chargeOf } from '../quota/charge.ts';
import { settleBytes } from '../quota/quota.ts';
import { type Claim, claimLost, updateClaimed } from './completion-claim.ts';
import { endSession } from './end-session.ts';
import { failGone } from './fail-gone.ts';
import { multipartOf } from './multipart-of.ts';
import { tryPurgeSession } from './purge-session.ts';
import { closed } from './require-open.ts';
import { boundChecksums, findStoredBytes } from './stored-bytes.ts';
import { provenParts, requireMatching, type SentPart } from './verify-parts.ts';

export interface CompletionWork {
  readonly claim: Claim;
  readonly sentParts: readonly SentPart[];
  readonly actor: Actor;
  /** What else has to be true in the transaction that makes the file active. */
  readonly whenRecorded?: (transaction: DatabaseTransaction, file: FileRow) => Promise<void>;
}

/**
 * Turns a claimed session's parts into an active file. Every step can be repeated and each one starts by looking at what
 * is already there, so whoever claims the session after a crash finishes it.
 */
export async function runCompletion(context: BackendContext, work: CompletionWork): Promise<FileRow> {
  const { claim } = work;
  const stored = await findStoredBytes(context, claim.session);
  if (stored.kind === 'gone') {
    await failGone(context, claim.session, work.actor);
    throw closed({ ...claim.session, status: 'failed', failure_reason: 'gone' });
  }
  const joined =
    stored.kind === 'whole'
      ? { key: stored.key, checksumValue: claim.session.checksum_value, etag: null }
      : await joinParts(context, work, stored.parts);
  const detectedType = await requireTypeAllowed(context, work, joined.key);
  const key = await promote(context, claim, joined);
  const file = await recordCompletion(context, work, {
    key,
    detectedType,
    checksumValue: joined.checksumValue,
  });
  await context.crash('completion-recorded');
  return file;
}

interface Joined {
  readonly key: string;
  readonly checksumValue: string | null;
  /** What was proven, where the same object can still be written to; null once storage itself has joined it. */
  readonly etag: string | null;
}

async function joinParts(
  context: BackendContext,
  { claim, sentParts }: CompletionWork,
  stored: readonly StoredPart[],
): Promise<Joined> {
  const { session } = claim;
  const proven = provenParts(session, { stored, bound: await boundChecksums(context, session.id) });
  requireMatching(proven, sentParts);
  const checksumValue = await checksumOf(session, proven);
  if (session.multipart_id !== null) {
    // Once storage has joined the parts it no longer tells them apart.
    await updateClaimed(context, claim, { checksum_value: checksumValue });
    await completeInStorage(context, { session, multipartId: session.multipart_id, proven });
  }
  await context.crash('storage-completed');
  const etag = session.multipart_id === null ? (proven[0]?.etag ?? null) : null;
  return { key: session.temp_key, checksumValue, etag };
}

async function completeInStorage(
  context: BackendContext,
  join: {
    readonly session: SessionRow;
    readonly multipartId: string;
    readonly proven: readonly StoredPart[];
  },
): Promise<void> {
  const { session, multipartId, proven } = join;
  try {
    const { multipart } = context.storage.bucketOf(session.tenant_id);
    await multipart.complete({ ...multipartOf(session), multipartId }, proven);
  } catch (error) {
    // «No such upload» is also what a second answer to the same completion says: the object itself decides.
    const stored = isNoSuch(error) ? await findStoredBytes(context, session) : null;
    if (stored?.kind !== 'whole') throw toRetry(session, error);
  }
}

async function checksumOf(session: SessionRow, parts: readonly StoredPart[]): Promise<string | null> {
  if (session.checksum_algorithm === 'none') return null;
  return compositeChecksum(
    session.checksum_algorithm,
    parts.map(({ checksum }) => checksum ?? ''),
  );
}

/** Looks at the bytes themselves; a file that may not be kept ends here, with its reservation given back. */
async function requireTypeAllowed(
  context: BackendContext,
  { claim, actor }: CompletionWork,
  key: string,
): Promise<string | null> {
  const { session, token } = claim;
  const { allowedTypes } = context.settings;
  const detected = await detectType(await readStart(context, session, key));
  const { mime_type } = await context.database
    .selectFrom('files')
    .select('mime_type')
    .where('id', '=', session.file_id)
    .executeTakeFirstOrThrow();
  if (isTypeAllowed(allowedTypes, { declared: mime_type, detected })) return detected;

  const hasEnded = await context.database.transaction().execute((transaction) =>
    endSession(context, transaction, {
      session,
      to: 'failed',
      reason: 'type_not_allowed',
      actor,
      claimToken: token,
    }),
  );
  if (!hasEnded) throw claimLost(session);
  await tryPurgeSession(context, session);
  throw new ApiError('type_not_allowed', `Files of the type ${detected ?? mime_type} are not allowed`, {
    fields: { detected_type: detected, allowed_types: allowedTypes },
  });
}

async function readStart({ storage }: BackendContext, session: SessionRow, key: string): Promise<Uint8Array> {
  const range = { start: 0, end: Math.min(sniffedBytes, session.file_size) };
  const { objects } = storage.bucketOf(session.tenant_id);
  try {
    return new Uint8Array(await new Response(await objects.open(key, range)).arrayBuffer());
  } catch (error) {
    throw toRetry(session, error);
  }
}

/** Moves exactly the proven bytes to their final key. */
async function promote(context: BackendContext, claim: Claim, joined: Joined): Promise<string> {
  const { session } = claim;
  const { objects } = context.storage.bucketOf(session.tenant_id);
  const toKey = session.final_key ?? (await finalKeyOf(context, session));
  if (joined.key === toKey) return toKey;
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

async function finalKeyOf({ database }: BackendContext, session: SessionRow): Promise<string> {
  const { project_id } = await database
    .selectFrom('files')
    .select('project_id')
    .where('id', '=', session.file_id)
    .executeTakeFirstOrThrow();
  return finalKey({ tenantId: session.tenant_id, projectId: project_id, fileId: session.file_id });
}

/** Bytes that changed between the look and the step: asking again finds out what storage holds now. */
function toRetry(session: SessionRow, error: unknown): unknown {
  if (!isNoSuch(error)) return error;
  return new ApiError('completing', `Upload session ${session.id} is still being written to`, {
    retryAfterSeconds: 1,
    cause: error,
  });
}

function isNoSuch(error: unknown): boolean {
  return (
    error instanceof StorageError && (error.code === 'no_such_object' || error.code === 'no_such_upload')
  );
}

interface Outcome {
  readonly key: string;
  readonly detectedType: string | null;
  readonly checksumValue: string | null;
}

/** File active, session completed, bytes charged, events written: together or not at all. */
async function recordCompletion(
  context: BackendContext,
  { claim, actor, whenRecorded }: CompletionWork,
  outcome: Outcome,
): Promise<FileRow> {
  const { session, token } = claim;
  const now = context.clock.now();
  return context.database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('upload_sessions')
      .set({ status: 'completed', claim_token: null, claim_until: null, updated_at: now })
      .where('id', '=', session.id)
      .where('status', '=', 'uploading')
      .where('claim_token', '=', token)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw claimLost(session);

    const file = await transaction
      .updateTable('files')
      .set({
        status: 'active',
        storage_key: outcome.key,
        detected_type: outcome.detectedType,
        checksum_algorithm:
          outcome.checksumValue === null || session.checksum_algorithm === 'none'
            ? null
            : session.checksum_algorithm,
        checksum_value: outcome.checksumValue,
        updated_at: now,
      })
      .where('id', '=', session.file_id)
      .where('status', '=', 'pending')
      .returningAll()
      .executeTakeFirstOrThrow();
    await settleBytes(transaction, chargeOf(session, session.file_size));

    const place = { tenantId: session.tenant_id, workspaceId: session.workspace_id };
    await recordTransition(context, transaction, {
      actor,
      transition: { ...place, subject: 'session', id: session.id, from: 'uploading', to: 'completed' },
    });
    await recordTransition(context, transaction, {
      actor,
      transition: { ...place, subject: 'file', id: file.id, from: 'pending', to: 'active' },
    });
    await whenRecorded?.(transaction, file);
    return file;
  });
}
