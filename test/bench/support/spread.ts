export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest of the values that this share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** `median [min..max]` with as many digits as make sense at this size. */
export function formatSpread(values: readonly number[]): string {
  const digits = Math.max(...values) < 20 ? 2 : 0;
  const format = (value: number) => value.toFixed(digits);
  return `${format(median(values))} [${format(Math.min(...values))}..${format(Math.max(...values))}]`;
}
