import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createOrderedIds } from './ordered-ids.ts';

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('R-C13 ids sort as they were made, whatever the clock does, and no two are alike', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 500 }), (steps) => {
      const next = createOrderedIds();
      let nowMs = Date.UTC(2026, 0, 1);

      const ids = steps.map((step) => {
        nowMs += step;
        return next(nowMs);
      });

      expect(ids).toEqual([...new Set(ids)].sort());
      for (const id of ids) expect(id).toMatch(version7);
    }),
  );
});

it('begins with the millisecond it was made in, and with another number in each server', () => {
  const nowMs = Date.UTC(2026, 0, 1);

  const [one, other] = [createOrderedIds()(nowMs), createOrderedIds()(nowMs)];

  expect(Number.parseInt(one.slice(0, 13).replace('-', ''), 16)).toBe(nowMs);
  expect(one).not.toBe(other);
});
