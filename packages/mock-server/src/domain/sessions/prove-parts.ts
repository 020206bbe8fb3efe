import type { SessionRow } from '../../db/schema.ts';
import type { StoredPart } from '../../storage/object-storage.ts';
import type { BackendContext } from '../backend-context.ts';
import { compositeChecksum } from '../files/composite-checksum.ts';
import { integrityOf } from './integrity.ts';
import { type PartEvidence, provenParts, requireMatching, type SentPart } from './verify-parts.ts';

/** Stored parts that are shown to be what a session agreed on. */
interface ProvenParts {
  readonly parts: readonly StoredPart[];
  /** The file's checksum; null where the store does not enforce it. */
  readonly checksumValue: string | null;
  /** Whether storage itself told the checksum of every part. */
  readonly isTold: boolean;
}

/** The stored parts, each shown to be what was bound, and what the client says of them to be true. */
export async function proveParts(
  context: BackendContext,
  session: SessionRow,
  { sentParts, ...evidence }: PartEvidence & { readonly sentParts: readonly SentPart[] },
): Promise<ProvenParts> {
  const parts = provenParts(session, evidence);
  requireMatching(parts, sentParts);
  const isEnforced = integrityOf(context.storage, session) === 'enforced';
  return {
    parts,
    checksumValue: isEnforced ? await checksumOf(session, parts) : null,
    isTold: evidence.stored.every(({ checksum }) => checksum !== null),
  };
}

async function checksumOf(session: SessionRow, parts: readonly StoredPart[]): Promise<string | null> {
  if (session.checksum_algorithm === 'none') return null;
  return compositeChecksum(
    session.checksum_algorithm,
    parts.map(({ checksum }) => checksum ?? ''),
  );
}
