import { ApiError } from '../domain/api-error.ts';

/** A body slower than this for a whole window is holding a connection, not sending a file. */
const minBytesPerWindow = 30 * 1024;
const windowMs = 30_000;

/** Counts bytes and rejects a body that stays below the least speed for a whole window. */
export function createSpeedCheck(): (sizeBytes: number) => void {
  let windowStart = performance.now();
  let windowBytes = 0;
  return (sizeBytes) => {
    windowBytes += sizeBytes;
    const now = performance.now();
    if (now - windowStart < windowMs) return;
    if (windowBytes < minBytesPerWindow) throw new ApiError('request_timeout', 'The body came too slowly');
    windowStart = now;
    windowBytes = 0;
  };
}
