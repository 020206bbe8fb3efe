import { expect, it, vi } from 'vitest';
import { createId } from './create-id.ts';

it('names ten thousand files with 128 random bits each, and asks for randomness forty times (R-F7)', () => {
  const draw = vi.spyOn(crypto, 'getRandomValues');

  const ids = Array.from({ length: 10_000 }, createId);

  expect(new Set(ids).size).toBe(10_000);
  expect(ids.every((id) => /^[\da-f]{32}$/.test(id))).toBe(true);
  // Every digit has every value about as often: none of the bits is left out.
  const digits = ids.map((id) => new Set(id));
  expect(digits.filter((used) => used.size < 5)).toEqual([]);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(40);
  draw.mockRestore();
});
