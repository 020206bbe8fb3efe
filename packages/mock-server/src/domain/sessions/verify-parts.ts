import type { CompleteRequest } from '@holdfast/upload-manager/contract';
import type { SessionRow } from '../../db/schema.ts';
import type { StoredPart } from '../../storage/object-storage.ts';
import { ApiError } from '../api-error.ts';
import { partSize } from './stored-bytes.ts';

export type SentPart = NonNullable<CompleteRequest['parts']>[number];

/** Rejects a list that names a part twice or one that does not exist. */
export function requireSoundList(session: SessionRow, sent: readonly SentPart[]): void {
  const seen = new Set<number>();
  for (const { part_number } of sent) {
    if (part_number > session.part_count || seen.has(part_number)) {
      throw new ApiError('invalid_request', `Part ${part_number} is listed twice or does not exist`, {
        fields: { part_count: session.part_count },
      });
    }
    seen.add(part_number);
  }
}

/** No checksum looks like this. */
const missingBinding = '';

export interface PartEvidence {
  readonly stored: readonly StoredPart[];
  readonly bound: ReadonlyMap<number, string>;
}

/**
 * The parts to join: every number once, each with its size and the checksum it was bound to. A part that holds other
 * bytes than the binding says counts as missing, for sending it again is what repairs it.
 */
export function provenParts(session: SessionRow, { stored, bound }: PartEvidence): readonly StoredPart[] {
  const byNumber = new Map(stored.map((part) => [part.partNumber, part]));
  const proven: StoredPart[] = [];
  const missing: number[] = [];
  for (let partNumber = 1; partNumber <= session.part_count; partNumber += 1) {
    const part = byNumber.get(partNumber);
    const checksum = session.checksum_algorithm === 'none' ? null : (bound.get(partNumber) ?? missingBinding);
    // A store that tells no checksum took the bytes only because they had the one that is bound.
    const isProven =
      part?.sizeBytes === partSize(session, partNumber) &&
      checksum !== missingBinding &&
      (checksum === null || part.checksum === null || part.checksum === checksum);
    if (part && isProven) proven.push({ ...part, checksum });
    else missing.push(partNumber);
  }
  if (missing.length === 0) return proven;
  throw partsMissing(session, missing);
}

/** Sending them again is what repairs it. */
export function partsMissing(session: SessionRow, missing: readonly number[]): ApiError {
  return new ApiError('parts_missing', `${missing.length} of ${session.part_count} parts are missing`, {
    fields: { missing_parts: missing },
  });
}

/** What a client says about its parts is optional and MUST be true. */
export function requireMatching(stored: readonly StoredPart[], sent: readonly SentPart[]): void {
  const byNumber = new Map(stored.map((part) => [part.partNumber, part]));
  const changed = sent.filter(({ part_number, etag, checksum }) => {
    const part = byNumber.get(part_number);
    if (!part) return true;
    if (etag !== undefined && bareEtag(etag) !== bareEtag(part.etag)) return true;
    return checksum !== undefined && checksum !== part.checksum;
  });
  if (changed.length === 0) return;
  const numbers = changed.map(({ part_number }) => part_number);
  throw new ApiError('part_changed', `Stored with other content than listed: part ${numbers.join(', ')}`, {
    fields: { part_numbers: numbers },
  });
}

/** Proxies and clients drop the quotes or mark an ETag as weak. */
function bareEtag(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
