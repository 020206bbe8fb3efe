import type { FileRow, SessionRow } from '../../db/schema.ts';
import type { StoredPart } from '../../storage/object-storage.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { findBlob } from '../files/blobs.ts';
import { isTypeAllowed } from '../files/type-policy.ts';
import { type Claim, claimLost, updateClaimed } from './completion-claim.ts';
import type { CompletionWork } from './completion-work.ts';
import { detectStoredType } from './detect-stored-type.ts';
import { endSession } from './end-session.ts';
import { failGone } from './fail-gone.ts';
import { isNoSuch, toRetry } from './moved-bytes.ts';
import { multipartOf } from './multipart-of.ts';
import { type Joined, promoteToFinalKey } from './promote-to-final-key.ts';
import { proveParts } from './prove-parts.ts';
import { tryPurgeSession } from './purge-session.ts';
import { findForeignParts } from './read-back.ts';
import { contentOf, recordCompletion, recordShared } from './record-completion.ts';
import { closed } from './require-open.ts';
import { boundChecksums, findStoredBytes, replacedParts } from './stored-bytes.ts';
import { partsMissing } from './verify-parts.ts';

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
  const proof: Proof =
    stored.kind === 'parts'
      ? await proveStored(context, work, stored.parts)
      : { ...stored, checksumValue: claim.session.checksum_value, isTold: false };
  // A binding that was replaced says nothing about bytes that came before: no file is had for its checksum alone.
  const isSure = proof.isTold || (await replacedParts(context, claim.session.id)).size === 0;
  const shared = isSure ? await completeShared(context, work, proof.checksumValue) : null;
  if (shared) return shared;

  const joined = await joinParts(context, claim, proof);
  if (!isSure) await requireBoundBytes(context, work, joined.key);
  const detectedType = await requireTypeAllowed(context, work, joined.key);
  const key = await promoteToFinalKey(context, claim, joined);
  const { file, isDeduplicated } = await recordCompletion(context, work, {
    key,
    detectedType,
    checksumValue: joined.checksumValue,
  });
  await context.crash('completion-recorded');
  context.wakeFileEvents?.();
  // Somebody else's equal bytes were faster; these here are of no more use.
  if (isDeduplicated) await tryPurgeSession(context, { ...claim.session, final_key: key });
  return file;
}

/** Points the file at equal bytes that are stored already, if there are; what was sent is dropped. */
async function completeShared(
  context: BackendContext,
  work: CompletionWork,
  checksumValue: string | null,
): Promise<FileRow | null> {
  const { session } = work.claim;
  const content = contentOf(session, checksumValue);
  const blob = content && (await findBlob(context.database, content));
  if (!blob) return null;
  const detectedType = await requireTypeAllowed(context, work, blob.storage_key);
  const file = await recordShared(context, work, { blob, detectedType, checksumValue });
  if (!file) return null;
  await context.crash('completion-recorded');
  context.wakeFileEvents?.();
  await tryPurgeSession(context, session);
  return file;
}

/** Bytes that are shown to be what the session agreed on, and their checksum. */
type Proof = {
  readonly checksumValue: string | null;
  /** Whether storage itself told the checksum of every part. */
  readonly isTold: boolean;
} & (
  | { readonly kind: 'parts'; readonly parts: readonly StoredPart[] }
  /** Joined or received by a step that proved them. */
  | { readonly kind: 'whole'; readonly key: string }
);

async function proveStored(
  context: BackendContext,
  { claim: { session }, sentParts }: CompletionWork,
  stored: readonly StoredPart[],
): Promise<Proof> {
  const bound = await boundChecksums(context, session.id);
  return { kind: 'parts', ...(await proveParts(context, session, { stored, bound, sentParts })) };
}

/** Bytes of an older binding are no part of the file: sent again where that is possible, else the upload is lost. */
async function requireBoundBytes(
  context: BackendContext,
  { claim: { session }, actor }: CompletionWork,
  key: string,
): Promise<void> {
  const foreign = await findForeignParts(context, session, key);
  if (foreign.length === 0) return;
  if (session.multipart_id === null && key === session.temp_key) throw partsMissing(session, foreign);
  await failGone(context, session, actor);
  await tryPurgeSession(context, session);
  throw closed({ ...session, status: 'failed', failure_reason: 'gone' });
}

async function joinParts(context: BackendContext, claim: Claim, proof: Proof): Promise<Joined> {
  const { session } = claim;
  const { checksumValue } = proof;
  if (proof.kind === 'whole') return { key: proof.key, checksumValue, etag: null };
  if (session.multipart_id !== null) {
    // Once storage has joined the parts it no longer tells them apart.
    await updateClaimed(context, claim, { checksum_value: checksumValue });
    await completeInStorage(context, {
      session,
      multipartId: session.multipart_id,
      proven: proof.parts,
    });
  }
  await context.crash('storage-completed');
  const etag = session.multipart_id === null ? (proof.parts[0]?.etag ?? null) : null;
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

/** Looks at the bytes themselves; a file that may not be kept ends here, with its reservation given back. */
async function requireTypeAllowed(
  context: BackendContext,
  { claim, actor }: CompletionWork,
  key: string,
): Promise<string | null> {
  const { session, token } = claim;
  const { allowedTypes } = context.settings;
  const detected = await detectStoredType(context, session, key);
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
