import type { PartProgress, StoredParts } from '@holdfast/upload-manager';

/** A bar of more pieces than this is a smear on any screen, so large files draw several parts as one piece. */
export const maxSegments = 96;

export function segmentCountOf(partCount: number): number {
  return Math.min(partCount, maxSegments);
}

export interface SegmentInput {
  readonly partCount: number;
  readonly storedParts: StoredParts;
  readonly inFlight: readonly PartProgress[];
}

/** How full each piece of the bar is, from 0 to 1; whether a part of it is on its way. */
export interface Segment {
  readonly filled: number;
  readonly isSending: boolean;
}

/** Spreads the parts evenly over the pieces: a piece holds as many parts as its neighbour, or one more. */
export function toSegments({ partCount, storedParts, inFlight }: SegmentInput): readonly Segment[] {
  const segmentCount = segmentCountOf(partCount);
  const segmentOf = (partNumber: number) => Math.floor(((partNumber - 1) * segmentCount) / partCount);
  const filledParts = new Float64Array(segmentCount);
  const sizes = new Uint32Array(segmentCount);
  const sending = new Set<number>();

  for (let partNumber = 1; partNumber <= partCount; partNumber += 1) add(sizes, segmentOf(partNumber), 1);
  for (const partNumber of storedParts) add(filledParts, segmentOf(partNumber), 1);
  for (const part of inFlight) {
    const segment = segmentOf(part.partNumber);
    sending.add(segment);
    add(filledParts, segment, part.sizeBytes === 0 ? 0 : part.sentBytes / part.sizeBytes);
  }
  return Array.from(filledParts, (filled, index) => ({
    filled: Math.min(1, filled / (sizes[index] ?? 1)),
    isSending: sending.has(index),
  }));
}

function add(sums: Float64Array | Uint32Array, index: number, amount: number): void {
  sums[index] = (sums[index] ?? 0) + amount;
}
