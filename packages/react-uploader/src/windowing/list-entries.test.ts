import { describe, expect, it } from 'vitest';
import { toListEntries } from './list-entries.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const gapPx = 8;
/** Rows of 10, 20, 30, 40, 50 and 60 pixels, each with the gap that follows it. */
const offsets = Float64Array.of(0, 18, 46, 84, 132, 190, 258);

/** The height of the list as the browser would add it up: all rows and gaps, and the list's own gap between them. */
function heightOf(entries: ReturnType<typeof toListEntries>): number {
  const heights = entries.map((entry) => {
    if (entry.kind === 'gap') return entry.heightPx;
    return (offsets[entry.index + 1] ?? 0) - (offsets[entry.index] ?? 0) - gapPx;
  });
  return heights.reduce((sum, height) => sum + height, 0) + gapPx * (entries.length - 1);
}

describe('the entries of a windowed list', () => {
  it('are rows, and gaps named after the row before them', () => {
    const entries = toListEntries({ ids, rows: [1, 3, 4], offsets, gapPx });

    expect(entries.map((entry) => (entry.kind === 'gap' ? entry.key : entry.id))).toEqual([
      'after nothing',
      'b',
      'after b',
      'd',
      'e',
      'after e',
    ]);
  });

  it.each([[[]], [[0, 1, 2, 3, 4, 5]], [[2, 3]], [[0, 4, 5]]])(
    'are together as high as all rows, whichever are there: %j',
    (rows) => {
      expect(heightOf(toListEntries({ ids, rows, offsets, gapPx }))).toBe(258 - gapPx);
    },
  );
});
