import { partRange, type ResumeResponse } from '../../contract/index.ts';
import type { Session, StoredParts } from '../../core/upload-state.ts';

export interface StoredContent {
  readonly storedParts: StoredParts;
  /** Checksums the store reported, by part. */
  readonly checksums: ReadonlyMap<number, string>;
}

/** What the server holds of a session, as far as it has the size it should have. */
export function toStoredContent(session: Session, answer: ResumeResponse): StoredContent {
  const stored = answer.uploaded_parts.filter(
    (part) => part.size_bytes === partSize(session, part.part_number),
  );
  return {
    storedParts: stored.map((part) => part.part_number).sort((a, b) => a - b),
    checksums: new Map(
      stored.flatMap((part) => (part.checksum ? [[part.part_number, part.checksum] as const] : [])),
    ),
  };
}

function partSize(session: Session, partNumber: number): number {
  const { start, end } = partRange(session.fileSize, session.chunkSize, partNumber);
  return end - start;
}
