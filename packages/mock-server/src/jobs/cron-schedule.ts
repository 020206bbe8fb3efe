import { Cron } from 'croner';

/** All servers read schedules in UTC, wherever they stand. */
const options = { paused: true, timezone: 'UTC', mode: '5-part' } as const;

/** Whether a text is a schedule of five fields: minute, hour, day, month and weekday. */
export function isCron(text: string): boolean {
  try {
    return nextTick(text, 0) !== null;
  } catch {
    return false;
  }
}

/** The first tick after a moment; null when there is none any more. */
export function nextTick(cron: string, afterMs: number): number | null {
  return new Cron(cron, options).nextRun(new Date(afterMs))?.getTime() ?? null;
}
