import { describe, expect, it } from 'vitest';
import { maxSegments, toSegments } from './part-segments.ts';

describe('the pieces of the part bar', () => {
  it('are one per part while there are few', () => {
    const segments = toSegments({
      partCount: 4,
      storedParts: [1, 3],
      inFlight: [{ partNumber: 4, sentBytes: 25, sizeBytes: 100 }],
    });

    expect(segments).toEqual([
      { filled: 1, isSending: false },
      { filled: 0, isSending: false },
      { filled: 1, isSending: false },
      { filled: 0.25, isSending: true },
    ]);
  });

  it('hold several parts each when there are ten thousand', () => {
    const stored = Array.from({ length: 5000 }, (_, index) => index + 1);

    const segments = toSegments({ partCount: 10_000, storedParts: stored, inFlight: [] });

    expect(segments).toHaveLength(maxSegments);
    expect(segments.slice(0, maxSegments / 2).every(({ filled }) => filled === 1)).toBe(true);
    expect(segments.slice(maxSegments / 2).every(({ filled }) => filled === 0)).toBe(true);
  });

  it.each([1, 2, 95, 96, 97, 150, 191, 192, 193, 9999, 10_000])(
    'are all full when all of %i parts are',
    (partCount) => {
      const stored = Array.from({ length: partCount }, (_, index) => index + 1);

      const segments = toSegments({ partCount, storedParts: stored, inFlight: [] });

      expect(segments.every(({ filled }) => filled === 1)).toBe(true);
    },
  );

  it('never overflow when a part is on its way that is stored already', () => {
    const segments = toSegments({
      partCount: 1,
      storedParts: [1],
      inFlight: [{ partNumber: 1, sentBytes: 10, sizeBytes: 10 }],
    });

    expect(segments).toEqual([{ filled: 1, isSending: true }]);
  });
});
