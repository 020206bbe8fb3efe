import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomIdentifiers } from './system-ports.ts';

/** RFC 9562, version 4: 122 of the 128 bits are random. */
const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('R-D12 UUID uniqueness: however many ids are drawn, no two are alike and each has 122 random bits', () => {
  const seen = new Set<string>();
  let drawn = 0;

  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (count) => {
      for (let index = 0; index < count; index += 1) {
        const id = randomIdentifiers.uuid();
        expect(id).toMatch(version4);
        seen.add(id);
      }
      drawn += count;

      expect(seen.size).toBe(drawn);
    }),
  );
});

it('R-D12 UUID uniqueness: every random bit of an id is set about half of the time', () => {
  const draws = 4000;
  const counts = new Array<number>(128).fill(0);
  for (let draw = 0; draw < draws; draw += 1) {
    const bits = BigInt(`0x${randomIdentifiers.uuid().replaceAll('-', '')}`);
    for (let bit = 0; bit < 128; bit += 1)
      if ((bits >> BigInt(bit)) & 1n) counts[bit] = (counts[bit] ?? 0) + 1;
  }

  // Seven standard deviations: a sound generator fails this once in more than 10^9 runs.
  const tolerance = 7 * Math.sqrt(draws / 4);
  const random = counts.filter((count) => Math.abs(count - draws / 2) <= tolerance);
  expect(random).toHaveLength(122);
});
