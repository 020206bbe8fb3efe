import { formatBytes } from '@holdfast/upload-manager';
import { englishTexts, type UploaderTexts } from './english.ts';

/** The words and the number formats of one reader. */
export interface Wording {
  readonly locale: string;
  readonly texts: UploaderTexts;
  bytes(sizeBytes: number): string;
  count(count: number): string;
  /** Whole percent, from 0 to 100. */
  percent(percent: number): string;
  duration(durationMs: number): string;
  dateTime(timestamp: string): string;
}

export interface WordingOptions {
  readonly locale: string;
  readonly texts?: Partial<UploaderTexts> | undefined;
}

/** Formatters are made once: building an `Intl` object costs more than the text it makes. */
export function createWording({ locale, texts }: WordingOptions): Wording {
  const countFormat = new Intl.NumberFormat(locale);
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dateTimeFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const unitFormat = (unit: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 });
  const seconds = unitFormat('second');
  const minutes = unitFormat('minute');
  const hours = unitFormat('hour');
  const days = unitFormat('day');

  return {
    locale,
    texts: { ...englishTexts, ...texts },
    bytes: (sizeBytes) => formatBytes(sizeBytes, locale),
    count: (count) => countFormat.format(count),
    percent: (percent) => percentFormat.format(percent / 100),
    duration(durationMs) {
      const totalSeconds = Math.max(1, Math.ceil(durationMs / 1000));
      if (totalSeconds < 60) return seconds.format(totalSeconds);
      const totalMinutes = Math.ceil(totalSeconds / 60);
      if (totalMinutes < 60) return minutes.format(totalMinutes);
      const totalHours = Math.floor(totalMinutes / 60);
      if (totalHours >= 48) return days.format(Math.round(totalHours / 24));
      return `${hours.format(totalHours)} ${minutes.format(totalMinutes % 60)}`;
    },
    dateTime: (timestamp) => dateTimeFormat.format(new Date(timestamp)),
  };
}
