import { expect, it } from 'vitest';
import { isCron, nextTick } from './cron-schedule.ts';

const at = (text: string): number => Date.parse(text);

it.each([
  ['* * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'],
  ['* * * * *', '2026-01-01T00:00:59.999Z', '2026-01-01T00:01:00Z'],
  ['7 */6 * * *', '2026-01-01T00:07:00Z', '2026-01-01T06:07:00Z'],
  ['30 3 * * *', '2026-03-29T03:30:00Z', '2026-03-30T03:30:00Z'],
])('R-C6 the tick of «%s» after %s is %s, in UTC', (cron, after, expected) => {
  expect(nextTick(cron, at(after))).toBe(at(expected));
});

it.each(['', 'hourly', '* * * *', '* * * * * *', '61 * * * *', '0 0 31 2 *', '*/0 * * * *'])(
  'R-D10 «%s» is no schedule',
  (text) => {
    expect(isCron(text)).toBe(false);
  },
);
