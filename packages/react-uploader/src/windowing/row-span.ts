/** Rows from `first` up to, not including, `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** Rows kept on both sides of those in sight, so that scrolling and the Tab key find the next one there. */
const overscanRows = 6;

/** The window moves in steps, so that most of a scroll renders nothing. */
const stepRows = 4;

/** The rows that touch a stretch of the list, with some to spare. `offsets` as `RowHeights` has them. */
export function spanAround(offsets: Float64Array, topPx: number, bottomPx: number): RowSpan {
  const count = offsets.length - 1;
  const first = rowAt(offsets, topPx) - overscanRows;
  const last = rowAt(offsets, Math.max(topPx, bottomPx)) + overscanRows;
  return {
    first: Math.max(0, Math.floor(first / stepRows) * stepRows),
    end: Math.min(count, Math.ceil((last + 1) / stepRows) * stepRows),
  };
}

/** The row that a place of the list belongs to, the nearest one for places outside. */
function rowAt(offsets: Float64Array, placePx: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= placePx) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows of a span, and around the row with the focus its neighbours, so that the Tab key goes on in both directions. */
export function rowsOnPage({ first, end }: RowSpan, focusedRow: number, count: number): readonly number[] {
  // Between a change of the list and the next look at the page, the span may reach beyond the end.
  const start = Math.max(0, Math.min(first, count - (end - first)));
  const inSpan = Array.from({ length: end - first }, (_, place) => start + place);
  const around = focusedRow === -1 ? [] : [focusedRow - 1, focusedRow, focusedRow + 1];
  const rows = new Set([...inSpan, ...around]);
  return [...rows].filter((row) => row >= 0 && row < count).sort((a, b) => a - b);
}
