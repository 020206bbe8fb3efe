/** Heights of the rows of a list, in CSS pixels: measured where a row was on the page, guessed from those elsewhere. */
export interface RowHeights {
  /** Remembers what was measured. */
  measured(id: string, heightPx: number): void;
  /** Forgets everything: the list got another width, and its rows other heights. */
  forget(): void;
  /** Where each row begins, and, as the last number, where the list would go on. The gap counts after every row. */
  offsetsOf(ids: readonly string[], gapPx: number): Float64Array;
}

interface KnownOffsets {
  readonly ids: readonly string[];
  readonly gapPx: number;
  readonly offsets: Float64Array;
}

/** A row of the ready-made list. It only stands in until the first rows were measured. */
const firstGuessPx = 88;

export function createRowHeights(): RowHeights {
  const heights = new Map<string, number>();
  /** It never changes while it is in use: rows out of sight would move, and what is in sight with them. */
  let guessPx: number | null = null;
  let known: KnownOffsets | null = null;

  return {
    measured(id, heightPx) {
      if (heights.get(id) === heightPx) return;
      heights.set(id, heightPx);
      known = null;
    },
    forget() {
      heights.clear();
      guessPx = null;
      known = null;
    },
    offsetsOf(ids, gapPx) {
      if (known?.ids === ids && known.gapPx === gapPx) return known.offsets;
      if (heights.size > 0) guessPx ??= mean([...heights.values()]);
      const offsets = new Float64Array(ids.length + 1);
      let offset = 0;
      for (const [index, id] of ids.entries()) {
        offset += (heights.get(id) ?? guessPx ?? firstGuessPx) + gapPx;
        offsets[index + 1] = offset;
      }
      known = { ids, gapPx, offsets };
      return offsets;
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
