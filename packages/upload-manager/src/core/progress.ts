/** A part on its way. */
export interface PartProgress {
  readonly partNumber: number;
  readonly sentBytes: number;
  readonly sizeBytes: number;
}

export interface UploadProgress {
  /** Bytes handed to the network, in-flight parts included. Falls when a part has to be sent again. */
  readonly sentBytes: number;
  /** Bytes the store has confirmed. Never falls while the session lives. */
  readonly confirmedBytes: number;
  /** Parts on their way now, by number. */
  readonly inFlight: readonly PartProgress[];
  /** Smoothed; `null` until there is something to say. */
  readonly bytesPerSecond: number | null;
}

export const noProgress: UploadProgress = {
  sentBytes: 0,
  confirmedBytes: 0,
  inFlight: [],
  bytesPerSecond: null,
};

/** Weight of the past after one second without news: a time constant of three seconds. */
const smoothingMs = 3000;

/**
 * One step of an exponentially weighted rate. Time-based, so that the result does not depend on how often it is asked.
 * Returns bytes per second.
 */
export function smoothRate(previous: number | null, deltaBytes: number, elapsedMs: number): number | null {
  if (elapsedMs <= 0) return previous;
  const rate = Math.max(0, (deltaBytes * 1000) / elapsedMs);
  if (previous === null) return rate;
  const keep = Math.exp(-elapsedMs / smoothingMs);
  return previous * keep + rate * (1 - keep);
}

/** Time left in milliseconds, or `null` when it cannot be told. */
export function remainingMs(sizeBytes: number, progress: UploadProgress): number | null {
  const rate = progress.bytesPerSecond;
  if (rate === null || rate < 1) return null;
  return ((sizeBytes - progress.sentBytes) / rate) * 1000;
}

/** Whole percent for people. 100 is reserved for a finished upload: the last byte sent is not yet a file. */
export function toPercent(sizeBytes: number | null, progress: UploadProgress): number {
  if (sizeBytes === null || sizeBytes === 0) return 0;
  return Math.min(99, Math.floor((progress.sentBytes / sizeBytes) * 100));
}
