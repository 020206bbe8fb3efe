import type { Log } from '../domain/ports.ts';

/** One line of JSON for each entry. JSON escapes whatever could forge a second line. */
export function createJsonLog(write: (line: string) => void): Log {
  return (entry) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), ...entry }, replaceError)}\n`);
  };
}

/** Errors have no enumerable fields; what an operator needs of one is its chain of messages and where it was thrown. */
function replaceError(_: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
