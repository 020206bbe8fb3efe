import { ApiError } from '../domain/api-error.ts';

/** How slow a body may come: below it for a whole window it is holding a connection, not sending a file. */
export interface LeastSpeed {
  readonly bytesPerSecond: number;
  readonly windowMs: number;
}

export const defaultLeastSpeed: LeastSpeed = { bytesPerSecond: 1024, windowMs: 30_000 };

/** Counts bytes and rejects a body that stays below the least speed for a whole window. */
export function createSpeedCheck(least: LeastSpeed = defaultLeastSpeed): (sizeBytes: number) => void {
  const minBytesPerWindow = (least.bytesPerSecond * least.windowMs) / 1000;
  let windowStart = performance.now();
  let windowBytes = 0;
  return (sizeBytes) => {
    windowBytes += sizeBytes;
    const now = performance.now();
    if (now - windowStart < least.windowMs) return;
    if (windowBytes < minBytesPerWindow) throw new ApiError('request_timeout', 'The body came too slowly');
    windowStart = now;
    windowBytes = 0;
  };
}
