const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Making a formatter costs more than using it, and a list of files formats the same few units all the time. */
const formatters = new Map<string, Intl.NumberFormat>();

/** A size for people, in decimal units as drives and browsers show them: `1.5 GB`. Negative sizes count as zero. */
export function formatBytes(bytes: number, locale?: string): string {
  const size = Math.max(0, bytes);
  const exponent = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** exponent;
  return formatterOf(exponent, value < 10 && exponent > 0 ? 1 : 0, locale).format(value);
}

function formatterOf(exponent: number, digits: number, locale: string | undefined): Intl.NumberFormat {
  const key = `${exponent} ${digits} ${locale}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[exponent] ?? 'byte',
    unitDisplay: exponent === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  });
  formatters.set(key, formatter);
  return formatter;
}
