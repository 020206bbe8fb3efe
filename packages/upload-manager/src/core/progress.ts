import type { Session, StoredParts, UploadState } from './upload-state.ts';

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

/** The progress that goes with a state. Only what is on its way and the speed come from outside. */
export function toProgress(
  state: UploadState,
  inFlight: readonly PartProgress[],
  bytesPerSecond: number | null,
): UploadProgress {
  const confirmedBytes = confirmedBytesOf(state);
  if (state.status !== 'uploading') {
    // The same for all that wait: there may be ten thousand of them.
    if (confirmedBytes === 0) return noProgress;
    return { sentBytes: confirmedBytes, confirmedBytes, inFlight: [], bytesPerSecond: null };
  }
  const stored = new Set(state.storedParts);
  const open = inFlight.filter((part) => !stored.has(part.partNumber));
  const openBytes = open.reduce((sum, part) => sum + part.sentBytes, 0);
  return { sentBytes: confirmedBytes + openBytes, confirmedBytes, inFlight: open, bytesPerSecond };
}

function confirmedBytesOf(state: UploadState): number {
  if (state.status === 'completed') return state.file.size_bytes;
  if (state.status === 'completing') return state.session.fileSize;
  if (!('storedParts' in state) || state.session === null) return 0;
  return storedBytes(state.session, state.storedParts);
}

/** Bytes of the stored parts. They are in ascending order, so only the last can be the short one. */
function storedBytes(session: Session, storedParts: StoredParts): number {
  const { chunkSize, fileSize, partCount } = session;
  const whole = storedParts.length * chunkSize;
  return storedParts.at(-1) === partCount ? whole - (partCount * chunkSize - fileSize) : whole;
}

/** Time constant of the smoothed speed. */
const smoothingMs = 3000;

/**
 * One step of an exponentially weighted rate, in bytes per second. Weighted by time, so that the result does not
 * depend on how often it is asked.
 */
export function smoothRate(previous: number | null, deltaBytes: number, elapsedMs: number): number | null {
  if (elapsedMs <= 0) return previous;
  const rate = (deltaBytes * 1000) / elapsedMs;
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
  return Math.min(99, Math.floor((progress.sentBytes * 100) / sizeBytes));
}
