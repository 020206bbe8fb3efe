import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

describe('parseRange', () => {
  it.each([
    [null, { kind: 'whole' }],
    ['bytes=0-0', { kind: 'part', range: { start: 0, end: 1 } }],
    ['bytes=2-', { kind: 'part', range: { start: 2, end: 10 } }],
    ['bytes=2-99', { kind: 'part', range: { start: 2, end: 10 } }],
    ['bytes=-3', { kind: 'part', range: { start: 7, end: 10 } }],
    ['bytes=-99', { kind: 'part', range: { start: 0, end: 10 } }],
    ['bytes=10-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=5-4', { kind: 'whole' }],
    ['bytes=0-1,4-5', { kind: 'whole' }],
    ['items=0-1', { kind: 'whole' }],
  ])('reads %j of ten bytes', (header, answer) => {
    expect(parseRange(header, 10)).toEqual(answer);
  });

  it('never answers a range outside the file, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), (text, sizeBytes) => {
        for (const header of [text, `bytes=${text}`]) {
          const answer = parseRange(header, sizeBytes);
          if (answer.kind !== 'part') continue;
          expect(answer.range.start).toBeGreaterThanOrEqual(0);
          expect(answer.range.end).toBeGreaterThan(answer.range.start);
          expect(answer.range.end).toBeLessThanOrEqual(sizeBytes);
        }
      }),
    );
  });
});
