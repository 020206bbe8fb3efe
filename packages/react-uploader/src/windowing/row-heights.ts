/** Heights of the rows of a list, in CSS pixels: measured where a row was on the page, guessed from those elsewhere. */
export interface RowHeights {
  /** Remembers what was measured. */
  measured(id: string, heightPx: number): void;
  /** Forgets everything: the list got another width, and its rows other heights. */
  forget(): void;
  /** Where each row begins, and, as the last number, where the list would go on. The gap counts after every row. */
  offsetsOf(ids: readonly string[], gapPx: number): Float64Array;
}

/** A row of the ready-made list. It only stands in until the first rows were measured. */
const firstGuessPx = 88;

export function createRowHeights(): RowHeights {
  const heights = new Map<string, number>();
  let guessPx: number | null = null;
  let known: { readonly ids: readonly string[]; readonly gapPx: number; readonly offsets: Float64Array };
  known = { ids: [], gapPx: 0, offsets: new Float64Array(1) };
  let isKnown = false;

  /** The guess never changes while it is in use: rows out of sight would move, and what is in sight with them. */
  function guess(): number {
    if (guessPx === null && heights.size > 0) guessPx = mean([...heights.values()]);
    return guessPx ?? firstGuessPx;
  }

  return {
    measured(id, heightPx) {
      if (heights.get(id) === heightPx) return;
      heights.set(id, heightPx);
      isKnown = false;
    },
    forget() {
      heights.clear();
      guessPx = null;
      isKnown = false;
    },
    offsetsOf(ids, gapPx) {
      if (isKnown && known.ids === ids && known.gapPx === gapPx) return known.offsets;
      const offsets = new Float64Array(ids.length + 1);
      const guessed = guess();
      let offset = 0;
      for (const [index, id] of ids.entries()) {
        offset += (heights.get(id) ?? guessed) + gapPx;
        offsets[index + 1] = offset;
      }
      known = { ids, gapPx, offsets };
      isKnown = true;
      return offsets;
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
