import type { UsageGroup } from './usage-resource.ts';

/** One bar of a chart; `key` is `null` for files without the label, and `undefined` for all that got no bar. */
export interface UsageBar {
  readonly key: string | null | undefined;
  readonly files: number;
  readonly bytes: number;
  /** Part of all bytes, from 0 to 1. */
  readonly share: number;
  /** Length beside the longest bar, from 0 to 1. */
  readonly length: number;
}

/** The largest groups as bars, and one for all the others, which always stands last. */
export function toUsageBars(groups: readonly UsageGroup[], mostBars = 8): readonly UsageBar[] {
  const sorted = [...groups].sort((one, other) => other.bytes - one.bytes || other.files - one.files);
  const shown = sorted.length > mostBars ? sorted.slice(0, mostBars - 1) : sorted;
  const others = sorted.slice(shown.length);
  return toBars(others.length === 0 ? shown : [...shown, { key: undefined, ...sumOf(others) }]);
}

/** Every day of a span, also those without files, oldest first. Days are those of UTC, as the server counts them. */
export function toUsageDays(
  groups: readonly UsageGroup[],
  firstDay: string,
  dayCount: number,
): readonly (UsageBar & { readonly key: string })[] {
  const byDay = new Map(groups.map((group) => [group.key, group]));
  const first = Date.parse(`${firstDay}T00:00:00.000Z`);
  return toBars(
    Array.from({ length: dayCount }, (_, index) => {
      const key = new Date(first + index * dayMs).toISOString().slice(0, dateLength);
      const { files = 0, bytes = 0 } = byDay.get(key) ?? {};
      return { key, files, bytes };
    }),
  );
}

const dayMs = 24 * 60 * 60 * 1000;
const dateLength = '2026-01-31'.length;

/** Each beside all of them, and beside the longest. */
function toBars<Row extends Omit<UsageGroup, 'key'>>(
  rows: readonly Row[],
): readonly (Row & Pick<UsageBar, 'share' | 'length'>)[] {
  const total = sumOf(rows).bytes;
  const longest = Math.max(1, ...rows.map(({ bytes }) => bytes));
  return rows.map((row) => ({
    ...row,
    share: total === 0 ? 0 : row.bytes / total,
    length: row.bytes / longest,
  }));
}

export function sumOf(groups: readonly Omit<UsageGroup, 'key'>[]): {
  readonly files: number;
  readonly bytes: number;
} {
  return {
    files: groups.reduce((sum, { files }) => sum + files, 0),
    bytes: groups.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
