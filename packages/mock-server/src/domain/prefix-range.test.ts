import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixRange } from './prefix-range.ts';

const encoder = new TextEncoder();
const compareBytes = (left: string, right: string): number =>
  Buffer.compare(encoder.encode(left), encoder.encode(right));

describe('the range of a prefix', () => {
  it('holds exactly the texts that begin with it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    // Few characters, so that one text often begins with another.
    const near = fc.string({
      unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\u{10ffff}'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.oneof(text, near), fc.oneof(text, near), (prefix, other) => {
        const { start, end } = prefixRange(prefix);
        const isInside = (candidate: string) =>
          compareBytes(candidate, start) >= 0 && (end === null || compareBytes(candidate, end) < 0);
        expect(isInside(other)).toBe(other.startsWith(prefix));
        expect(isInside(prefix + other)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
