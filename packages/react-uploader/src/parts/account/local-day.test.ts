import { expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './local-day.ts';

it.each(['2026-03-01', '2024-02-29', '2026-12-31', '2026-03-29', '2026-10-25'])(
  'the day %s holds its first moment and not the moment after its last',
  (day) => {
    const [start, end] = [startOfDay(day), endOfDay(day)];
    const justBefore = new Date(Date.parse(end ?? '') - 1).toISOString();

    expect([dayOf(start), dayOf(justBefore)]).toEqual([day, day]);
    expect(dayOf(end)).not.toBe(day);
  },
);

it.each(['', '2026', '0002-03-01', '10000-01-01', 'x'])('«%s» is no day yet', (text) => {
  expect([startOfDay(text), endOfDay(text)]).toEqual([undefined, undefined]);
});

it('no moment has no day', () => {
  expect(dayOf(undefined)).toBe('');
});
