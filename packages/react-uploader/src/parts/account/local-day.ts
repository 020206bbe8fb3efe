/** The reader's day of a moment, or of one near it, as date fields write it: `2026-03-01`. Empty for no moment. */
export function dayOf(moment: string | undefined, addedMs = 0): string {
  const date = new Date(Date.parse(moment ?? '') + addedMs);
  if (Number.isNaN(date.getTime())) return '';
  const year = String(date.getFullYear()).padStart(4, '0');
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${year}-${month}-${String(date.getDate()).padStart(2, '0')}`;
}

/** The moment a day begins for the reader; `undefined` while no whole date is typed. */
export function startOfDay(day: string): string | undefined {
  return momentOf(day, 0);
}

/** The moment after a day's last, which is the next day's first: days are not always 24 hours long. */
export function endOfDay(day: string): string | undefined {
  return momentOf(day, 1);
}

function momentOf(day: string, addedDays: number): string | undefined {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  const moment = new Date(year, month - 1, date + addedDays);
  // Years below 100 would be taken for those of the last century, and the wire has four digits.
  const isWritable = year >= 1000 && !Number.isNaN(moment.getTime()) && moment.getUTCFullYear() <= 9999;
  return isWritable ? moment.toISOString() : undefined;
}
