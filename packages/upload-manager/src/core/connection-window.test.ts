import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterMeasurement,
  afterRefusal,
  afterStored,
  type ConnectionWindow,
  openWindow,
  widen,
} from './connection-window.ts';

const kibibyte = 1024;

function repeat(
  times: number,
  window: ConnectionWindow,
  step: (window: ConnectionWindow) => ConnectionWindow,
) {
  let current = window;
  for (let index = 0; index < times; index += 1) current = step(current);
  return current;
}

/** A line that carries so much in all, and so much over one connection. */
interface Line {
  readonly totalBytesPerSecond: number;
  readonly connectionBytesPerSecond: number;
}

const throughput = ({ totalBytesPerSecond, connectionBytesPerSecond }: Line, connections: number) =>
  Math.min(totalBytesPerSecond, connections * connectionBytesPerSecond);

/** Measures every five seconds, with parts stored in between. */
function drive(line: Line, measurements: number): ConnectionWindow {
  let window = openWindow(6);
  for (let index = 0; index < measurements; index += 1) {
    window = afterMeasurement(window, {
      bytesPerSecond: throughput(line, window.limit),
      now: index * 5000,
    });
    window = afterStored(window);
  }
  return window;
}

const line = fc.record({
  totalBytesPerSecond: fc.integer({ min: 1000, max: 100_000_000 }),
  connectionBytesPerSecond: fc.integer({ min: 1000, max: 20_000_000 }),
});

describe('the connection window (R-F4)', () => {
  it('begins with all the connections a host gives', () => {
    expect(openWindow(6).limit).toBe(6);
  });

  it('halves when it is refused, and never below one', () => {
    expect(afterRefusal(openWindow(6)).limit).toBe(3);
    expect(repeat(9, openWindow(6), afterRefusal).limit).toBe(1);
  });

  it('climbs back by one for each round of stored parts', () => {
    const halved = afterRefusal(openWindow(6));

    expect(repeat(2, halved, afterStored).limit).toBe(3);
    expect(repeat(3, halved, afterStored).limit).toBe(4);
    expect(repeat(3 + 4, halved, afterStored).limit).toBe(5);
    expect(repeat(100, halved, afterStored).limit).toBe(6);
  });

  it('leaves a fast line alone, however it is shared', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6 * 64 * kibibyte, max: 1e9 }), (totalBytesPerSecond) => {
        expect(drive({ totalBytesPerSecond, connectionBytesPerSecond: 1e9 }, 50).limit).toBe(6);
      }),
    );
  });

  it('gives a slow line that one connection fills just one', () => {
    expect(drive({ totalBytesPerSecond: 30 * kibibyte, connectionBytesPerSecond: 1e6 }, 12).limit).toBe(1);
  });

  it('keeps every connection where each carries little and all together more', () => {
    const limits = new Set<number>();
    for (let count = 1; count < 100; count += 1) {
      limits.add(drive({ totalBytesPerSecond: 1e9, connectionBytesPerSecond: 30 * kibibyte }, count).limit);
    }

    // One fewer is tried now and then, and found to be worse.
    expect([...limits].sort()).toEqual([5, 6]);
  });

  it('looks again after a minute whether the line has become better', () => {
    const slow = drive({ totalBytesPerSecond: 30 * kibibyte, connectionBytesPerSecond: 1e6 }, 12);
    const later = afterMeasurement(slow, { bytesPerSecond: 1e6, now: 60_000 });

    expect(repeat(100, later, afterStored).limit).toBe(6);
  });

  it('never gives away more than a fifth of what the line could carry, and stays between one and the most', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: 1, max: 200 }), (anyLine, measurements) => {
        const { limit } = drive(anyLine, measurements);

        expect(limit).toBeGreaterThanOrEqual(1);
        expect(limit).toBeLessThanOrEqual(6);
        // A trial may be under way: one connection of six.
        expect(throughput(anyLine, limit)).toBeGreaterThanOrEqual(0.5 * throughput(anyLine, 6));
        const settled = drive(anyLine, measurements).isTrial ? limit + 1 : limit;
        expect(throughput(anyLine, settled)).toBeGreaterThanOrEqual(0.8 * throughput(anyLine, 6));
      }),
    );
  });

  it('takes more where a host turns out to speak HTTP/2, and forgets no refusal for it', () => {
    expect(widen(openWindow(6), 12).limit).toBe(12);
    expect(widen(afterRefusal(openWindow(6)), 12)).toMatchObject({ limit: 3, ceiling: 12 });
    expect(widen(openWindow(12), 6).limit).toBe(12);
  });
});
