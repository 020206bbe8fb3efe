import { expect, it } from 'vitest';
import { quotaLevel } from './quota-level.ts';

it.each([
  [0, 1000, 'ok'],
  [799, 1000, 'ok'],
  [800, 1000, 'warn'],
  [949, 1000, 'warn'],
  [950, 1000, 'critical'],
  [999, 1000, 'critical'],
  [1000, 1000, 'full'],
  [1001, 1000, 'over'],
  [0, 0, 'full'],
  [1e15, null, 'ok'],
] as const)('%i of %s bytes is %s', (taken, limit, level) => {
  expect(quotaLevel(taken, limit)).toBe(level);
});
