import { describe, expect, it } from 'vitest';
import { joinSpans, spanAround, spanOfNeighbours } from './row-span.ts';

/** A hundred rows of 50 pixels. */
const offsets = Float64Array.from({ length: 101 }, (_, index) => index * 50);

describe('the rows around what is in sight', () => {
  it('are those in sight and at least six on each side', () => {
    const { first, end } = spanAround(offsets, 2000, 2500);

    expect([first <= 40 - 6, end >= 50 + 6 + 1, end - first <= 28]).toEqual([true, true, true]);
  });

  it('end with the list, and are never none', () => {
    expect(spanAround(offsets, -900, -400)).toEqual({ first: 0, end: 8 });
    expect(spanAround(offsets, 9000, 9500)).toEqual({ first: 92, end: 100 });
    expect(spanAround(new Float64Array(1), 0, 500)).toEqual({ first: 0, end: 0 });
  });

  it('stay the same while less than a step is scrolled', () => {
    const steps = new Set(
      Array.from(
        { length: 200 },
        (_, scrolled) => spanAround(offsets, 2000 + scrolled, 2500 + scrolled).first,
      ),
    );

    expect(steps.size).toBe(2);
  });
});

describe('spans', () => {
  it('are put in order and joined where they touch', () => {
    expect(joinSpans([{ first: 40, end: 60 }, spanOfNeighbours(3, 100), { first: 60, end: 61 }])).toEqual([
      { first: 2, end: 5 },
      { first: 40, end: 61 },
    ]);
  });
});
