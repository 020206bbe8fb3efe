import { expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './local-day.ts';

it.each(['2026-03-01', '2024-02-29', '2026-12-31', '2026-03-29', '2026-10-25'])(
  'the day %s holds its first moment and not the moment after its last',
  (day) => {
    const [start, end] = [startOfDay(day), endOfDay(day)];

    expect([dayOf(start), dayOf(end, -1)]).toEqual([day, day]);
    expect(dayOf(end)).not.toBe(day);
  },
);

it.each(['', '2026', '0002-03-01', '10000-01-01', 'x'])('«%s» is no day yet', (text) => {
  expect([startOfDay(text), endOfDay(text)]).toEqual([undefined, undefined]);
});

it.each([undefined, '', 'yesterday'])('no moment has no day: %s', (moment) => {
  expect(dayOf(moment)).toBe('');
});
