import pino, { type DestinationStream } from 'pino';
import type { Log, LogLevel } from '../domain/ports.ts';

export interface PinoLogOptions {
  /** Entries below it are left out. @default info */
  readonly level?: LogLevel;
  /** @default standard error, written at once, so that the last line before an end is not lost */
  readonly destination?: DestinationStream;
}

/** One line of JSON for each entry; JSON escapes whatever could forge a second line. */
export function createPinoLog({ level = 'info', destination }: PinoLogOptions = {}): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
  return ({ level: entryLevel, ...fields }) => logger[entryLevel](fields);
}
