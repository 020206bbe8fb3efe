import { describe, expect, it } from 'vitest';
import { remainingMs, smoothRate, toPercent, toProgress } from './progress.ts';
import type { Session } from './upload-state.ts';

const session: Session = {
  sessionId: 's1',
  fileId: 'f1',
  uploadType: 'multipart',
  fileSize: 25,
  chunkSize: 10,
  partCount: 3,
  checksumAlgorithm: 'none',
};

describe('progress (R-C4)', () => {
  it('counts the short last part with its own size', () => {
    const uploading = (storedParts: readonly number[]) =>
      toProgress({ status: 'uploading', session, storedParts, wait: null }, [], null).confirmedBytes;

    expect([uploading([]), uploading([1]), uploading([1, 2]), uploading([3]), uploading([1, 3])]).toEqual([
      0, 10, 20, 5, 15,
    ]);
  });

  it('adds what is on its way to what is confirmed, and drops parts that were stored meanwhile', () => {
    const inFlight = [
      { partNumber: 1, sentBytes: 10, sizeBytes: 10 },
      { partNumber: 2, sentBytes: 4, sizeBytes: 10 },
    ];

    expect(toProgress({ status: 'uploading', session, storedParts: [1], wait: null }, inFlight, 7)).toEqual({
      sentBytes: 14,
      confirmedBytes: 10,
      inFlight: [{ partNumber: 2, sentBytes: 4, sizeBytes: 10 }],
      bytesPerSecond: 7,
    });
  });

  it('never says 100 percent before the file exists', () => {
    const all = toProgress({ status: 'completing', session, wait: null }, [], null);

    expect(toPercent(25, all)).toBe(99);
    expect(toPercent(null, all)).toBe(0);
    expect(toPercent(0, all)).toBe(0);
    expect(toPercent(100, { ...all, sentBytes: 29 })).toBe(29);
  });

  it('smooths speed by time, however often it is asked', () => {
    const once = smoothRate(100, 200, 1000);
    let often: number | null = 100;
    for (let step = 0; step < 10; step += 1) often = smoothRate(often, 20, 100);

    expect(often).toBeCloseTo(once ?? Number.NaN, 6);
    expect(smoothRate(100, 50, 0)).toBe(100);
  });

  it('tells the time left only when bytes move', () => {
    const progress = { sentBytes: 5, confirmedBytes: 0, inFlight: [], bytesPerSecond: 10 };

    expect(remainingMs(25, progress)).toBe(2000);
    expect(remainingMs(25, { ...progress, bytesPerSecond: null })).toBeNull();
    expect(remainingMs(25, { ...progress, bytesPerSecond: 0 })).toBeNull();
  });
});
