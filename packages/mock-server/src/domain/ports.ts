/** The server's only source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The server's only source of randomness. */
export interface Identifiers {
  /** An opaque id with at least 122 random bits. */
  uuid(): string;
  /** An id of a row that is listed by time: it sorts after those this server made before, also in the same millisecond. */
  orderedUuid(nowMs: number): string;
  /** A secret with 256 random bits, safe in a cookie. */
  secret(): string;
}

export type LogLevel = 'info' | 'warn' | 'error';

/** One line of the log. Never holds a URL, a token or a file name. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly event: string;
  readonly requestId?: string;
  readonly [field: string]: unknown;
}

export type Log = (entry: LogEntry) => void;
