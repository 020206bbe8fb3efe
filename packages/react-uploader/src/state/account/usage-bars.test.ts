import { describe, expect, it } from 'vitest';
import { toUsageBars, toUsageDays } from './usage-bars.ts';

const group = (key: string | null, bytes: number) => ({ key, bytes, files: 1 });

describe('the bars of a usage chart', () => {
  it('are sorted by size, with their share of all and their length beside the longest', () => {
    const bars = toUsageBars([group('a', 10), group(null, 60), group('b', 30)]);

    expect(bars.map(({ key, share, length }) => [key, share, length])).toEqual([
      [null, 0.6, 1],
      ['b', 0.3, 0.5],
      ['a', 0.1, 10 / 60],
    ]);
  });

  it('put what has no bar of its own into one that stands last', () => {
    const bars = toUsageBars(
      [1, 2, 3, 4, 5].map((bytes) => group(`${bytes}`, bytes)),
      3,
    );

    expect(bars.map(({ key, bytes, files }) => [key, bytes, files])).toEqual([
      ['5', 5, 1],
      ['4', 4, 1],
      [undefined, 6, 3],
    ]);
  });

  it('say nothing wrong of files without bytes', () => {
    expect(toUsageBars([group('a', 0)])).toEqual([{ key: 'a', bytes: 0, files: 1, share: 0, length: 0 }]);
  });
});

describe('the days of a usage chart', () => {
  it('are all there, across the end of a month, also those without files', () => {
    const days = toUsageDays([group('2026-03-01', 10), group('2026-02-28', 20)], '2026-02-27', 4);

    expect(days.map(({ key, bytes, length }) => [key, bytes, length])).toEqual([
      ['2026-02-27', 0, 0],
      ['2026-02-28', 20, 1],
      ['2026-03-01', 10, 0.5],
      ['2026-03-02', 0, 0],
    ]);
  });
});
