/** What a counter said and what the rows say. */
export interface Drift {
  readonly usedBefore: number;
  readonly usedAfter: number;
  readonly reservedBefore: number;
  readonly reservedAfter: number;
}

interface Counters {
  readonly used_bytes: number;
  readonly reserved_bytes: number;
}

/** What a repair changed; null when there was nothing to repair, or nobody to repair it for. */
export function toDrift(before: Counters | undefined, after: Counters | undefined): Drift | null {
  if (!before || !after) return null;
  return {
    usedBefore: before.used_bytes,
    usedAfter: after.used_bytes,
    reservedBefore: before.reserved_bytes,
    reservedAfter: after.reserved_bytes,
  };
}
