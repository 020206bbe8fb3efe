import { ApiError } from './api-error.ts';

/** The moment a timestamp of the wire names. A well-formed one may still name a day that does not exist. */
export function toEpochMs(timestamp: string): number {
  const epochMs = Date.parse(timestamp);
  if (Number.isFinite(epochMs)) return epochMs;
  throw new ApiError('invalid_request', `${timestamp} is no moment of the calendar`);
}
