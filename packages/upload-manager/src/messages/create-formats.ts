import { formatBytes } from './format-bytes.ts';

/** Numbers, sizes and times as a reader writes them. */
export interface Formats {
  /** A size in decimal units, rounded down. */
  bytes(sizeBytes: number): string;
  count(count: number): string;
  /** Whole percent, from 0 to 100. */
  percent(percent: number): string;
  /** In the unit that matters, rounded up to whole seconds or minutes. */
  duration(durationMs: number, unitDisplay?: 'short' | 'long'): string;
  dateTime(timestamp: string): string;
  list(items: readonly string[]): string;
}

const minuteSeconds = 60;
const hourMinutes = 60;
/** From here on hours say less than days. */
const mostHours = 48;

/** Formatters are made when first needed, and once: building an `Intl` object costs more than the text it makes. */
export function createFormats(locale: string): Formats {
  const countFormat = once(() => new Intl.NumberFormat(locale));
  const percentFormat = once(
    () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
  );
  const dateTimeFormat = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const listFormat = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const unitFormats = new Map<string, Intl.NumberFormat>();

  function unit(value: number, name: string, unitDisplay: 'short' | 'long'): string {
    const key = `${name} ${unitDisplay}`;
    const format =
      unitFormats.get(key) ??
      new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 0 });
    unitFormats.set(key, format);
    return format.format(value);
  }

  return {
    bytes: (sizeBytes) => formatBytes(sizeBytes, locale),
    count: (count) => countFormat().format(count),
    percent: (percent) => percentFormat().format(percent / 100),
    duration(durationMs, unitDisplay = 'short') {
      const seconds = Math.max(1, Math.ceil(durationMs / 1000));
      if (seconds < minuteSeconds) return unit(seconds, 'second', unitDisplay);
      const minutes = Math.ceil(seconds / minuteSeconds);
      if (minutes < hourMinutes) return unit(minutes, 'minute', unitDisplay);
      const hours = Math.floor(minutes / hourMinutes);
      if (hours >= mostHours) return unit(Math.round(hours / 24), 'day', unitDisplay);
      const wholeHours = unit(hours, 'hour', unitDisplay);
      const minutesBeyond = minutes % hourMinutes;
      return minutesBeyond === 0 ? wholeHours : `${wholeHours} ${unit(minutesBeyond, 'minute', unitDisplay)}`;
    },
    dateTime: (timestamp) => dateTimeFormat().format(new Date(timestamp)),
    list: (items) => listFormat().format(items),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
