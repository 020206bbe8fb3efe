import { describe, expect, it } from 'vitest';
import { rowsOnPage, spanAround } from './row-span.ts';

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

describe('the rows on the page', () => {
  it('are those of the span, and the one with the focus between its neighbours, each once', () => {
    expect(rowsOnPage({ first: 40, end: 44 }, 3, 100)).toEqual([2, 3, 4, 40, 41, 42, 43]);
    expect(rowsOnPage({ first: 40, end: 44 }, 44, 100)).toEqual([40, 41, 42, 43, 44, 45]);
    expect(rowsOnPage({ first: 0, end: 4 }, 99, 100)).toEqual([0, 1, 2, 3, 98, 99]);
  });

  it('are the last ones when the list has become shorter than the span lets on', () => {
    expect(rowsOnPage({ first: 40, end: 44 }, -1, 30)).toEqual([26, 27, 28, 29]);
    expect(rowsOnPage({ first: 40, end: 44 }, -1, 2)).toEqual([0, 1]);
  });
});
