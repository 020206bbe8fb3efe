export interface Clock {
  /** Epoch milliseconds; never less than before. */
  now(): number;
  /** Rejects with the signal's reason when it aborts. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** An unguessable id. */
  createId(): string;
}
