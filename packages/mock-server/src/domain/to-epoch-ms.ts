import { ApiError } from './api-error.ts';

/** The moment a timestamp of the wire names. A well-formed one may still name a day that does not exist. */
export function toEpochMs(timestamp: string): number {
  const epochMs = Date.parse(timestamp);
  // The 30th of February is read as the 2nd of March: only a moment that exists is written as it was read.
  if (Number.isFinite(epochMs) && new Date(epochMs).toISOString() === timestamp) return epochMs;
  throw new ApiError('invalid_request', `${timestamp} is no moment of the calendar`);
}
