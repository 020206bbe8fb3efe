const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** Making a formatter costs more than using it, and a list of files formats the same few units all the time. */
const formatters = new Map<string, Intl.NumberFormat>();

/**
 * A size for people, in decimal units as drives and browsers show them, with three digits: `1.07 GB`. Rounded down, so
 * that a limit or the space left never promises more than there is. Negative sizes count as zero.
 */
export function formatBytes(bytes: number, locale?: string): string {
  return format(bytes, locale, 'floor');
}

/** The same, rounded up: for what has to be freed or paid for. */
export function formatNeededBytes(bytes: number, locale?: string): string {
  return format(bytes, locale, 'ceil');
}

function format(bytes: number, locale: string | undefined, roundingMode: 'floor' | 'ceil'): string {
  const size = Math.max(0, bytes);
  const exponent = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** exponent;
  return formatterOf(exponent, locale, roundingMode).format(value);
}

function formatterOf(
  exponent: number,
  locale: string | undefined,
  roundingMode: 'floor' | 'ceil',
): Intl.NumberFormat {
  const key = `${exponent} ${roundingMode} ${locale}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[exponent] ?? 'byte',
    unitDisplay: exponent === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
    roundingMode,
  });
  formatters.set(key, formatter);
  return formatter;
}
