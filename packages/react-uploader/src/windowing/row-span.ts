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

/** A row with its neighbours, so that the Tab key goes on from it in both directions. */
export function spanOfNeighbours(row: number, count: number): RowSpan {
  return { first: Math.max(0, row - 1), end: Math.min(count, row + 2) };
}

/** In order, and none touching another. */
export function joinSpans(spans: readonly RowSpan[]): readonly RowSpan[] {
  const joined: RowSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const last = joined.at(-1);
    if (span.end <= span.first) continue;
    if (last === undefined || span.first > last.end) joined.push(span);
    else joined[joined.length - 1] = { first: last.first, end: Math.max(last.end, span.end) };
  }
  return joined;
}
