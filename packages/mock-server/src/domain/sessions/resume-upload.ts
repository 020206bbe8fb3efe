import type {
  ResumeBlocker,
  ResumeResponse,
  StoredPart as WirePart,
} from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { BackendContext } from '../backend-context.ts';
import { toTimestamp } from '../encoding.ts';
import { requireFile } from '../files/find-file.ts';
import { toFileRecord } from '../files/to-file-record.ts';
import type { Caller } from '../principal.ts';
import { failGone } from './fail-gone.ts';
import { requireSession, touchSession } from './find-session.ts';
import { isClaimed } from './require-open.ts';
import {
  boundChecksums,
  findStoredBytes,
  partSize,
  replacedParts,
  type StoredBytes,
} from './stored-bytes.ts';

/** What storage really holds of a session, and whether it can go on. Answers for every session of the caller. */
export async function resumeUpload(
  context: BackendContext,
  caller: Caller,
  sessionId: string,
): Promise<ResumeResponse> {
  const { session, stored } = await lookAt(context, caller, sessionId);
  if (!stored) return toAnswer(context, caller, { session, parts: [] });
  if (stored.kind === 'gone') {
    await failGone(context, session, { id: caller.principal.userId, requestId: caller.requestId });
    const failed = await requireSession(context, caller.principal, sessionId);
    return toAnswer(context, caller, { session: failed, parts: [] });
  }
  if (stored.kind === 'whole') {
    return toAnswer(context, caller, { session, parts: await allParts(context, session) });
  }
  const bound = await boundChecksums(context, session.id);
  const replaced = await replacedParts(context, session.id);
  const parts = stored.parts
    .filter(({ partNumber, sizeBytes }) => sizeBytes === partSize(session, partNumber))
    // Whether it has the old checksum or the new one only the bytes say: sending it again is sure.
    .filter(({ partNumber, checksum }) => checksum !== null || !replaced.has(partNumber))
    .map(
      (part): WirePart => ({
        part_number: part.partNumber,
        size_bytes: part.sizeBytes,
        etag: part.etag,
        checksum: part.checksum ?? bound.get(part.partNumber) ?? null,
        checksum_source: part.checksum === null ? 'bound' : 'store',
      }),
    );
  return toAnswer(context, caller, { session, parts });
}

interface Look {
  readonly session: SessionRow;
  /** Null when the session takes no bytes now. */
  readonly stored: StoredBytes | null;
}

/**
 * Reads the session, looks at its bytes and reads it again: a completion that came in between moves the bytes, and then
 * the session says more than the look does. A place is recorded once, so looking again comes to an end.
 */
async function lookAt(context: BackendContext, caller: Caller, sessionId: string): Promise<Look> {
  const isOpen = (session: SessionRow) =>
    session.status === 'uploading' && !isClaimed(session, context.clock.now());
  let session = await touchSession(context, caller, sessionId);
  while (isOpen(session)) {
    const stored = await findStoredBytes(context, session);
    const after = await requireSession(context, caller.principal, sessionId);
    const isSamePlace = after.final_key === session.final_key && after.received_at === session.received_at;
    session = after;
    if (isSamePlace && isOpen(after)) return { session, stored };
  }
  return { session, stored: null };
}

/** The parts of an object that is joined already: storage no longer tells them apart, but they were proven. */
async function allParts(context: BackendContext, session: SessionRow): Promise<WirePart[]> {
  const bound = await boundChecksums(context, session.id);
  return Array.from({ length: session.part_count }, (_, index) => ({
    part_number: index + 1,
    size_bytes: partSize(session, index + 1),
    checksum: bound.get(index + 1) ?? null,
    checksum_source: 'bound',
  }));
}

async function toAnswer(
  context: BackendContext,
  caller: Caller,
  { session, parts }: { readonly session: SessionRow; readonly parts: WirePart[] },
): Promise<ResumeResponse> {
  const file = await requireFile(context, caller.principal, session.file_id);
  const reason = blockerOf(session, context.clock.now());
  return {
    upload_session_id: session.id,
    file_id: session.file_id,
    upload_status: session.status,
    upload_type: session.upload_type,
    can_resume: reason === null,
    reason,
    file_name: file.file_name,
    file_size: session.file_size,
    chunk_size: session.chunk_size,
    part_count: session.part_count,
    checksum_algorithm: session.checksum_algorithm,
    multipart_upload_id: session.multipart_id,
    uploaded_parts: parts,
    expires_at: toTimestamp(session.expires_at),
    hard_expires_at: toTimestamp(session.hard_expires_at),
    file: session.status === 'completed' ? toFileRecord(context, file) : null,
  };
}

function blockerOf(session: SessionRow, nowMs: number): ResumeBlocker | null {
  if (session.status === 'completed' || session.status === 'cancelled') return session.status;
  if (session.status === 'failed') {
    return session.failure_reason === 'expired' || session.failure_reason === 'gone'
      ? session.failure_reason
      : 'failed';
  }
  // A session in `initiating` has no place in storage: its server died, and initiate with the same key goes on with it.
  if (session.status === 'initiating') return 'failed';
  return isClaimed(session, nowMs) ? 'completing' : null;
}
