import { describe, expect, it } from 'vitest';
import type { SignPartRequest } from '../../contract/index.ts';
import { createManualClock, settled } from '../../testing/index.ts';
import { createUrlWindow } from './url-window.ts';

function setUp(partCount: number, parallelism = 5) {
  const clock = createManualClock();
  const windows: number[][] = [];
  const digested: number[] = [];
  let serial = 0;
  const urls = createUrlWindow({
    partNumbers: Array.from({ length: partCount }, (_, index) => index + 1),
    parallelism,
    clock,
    first: null,
    digest: async (partNumber) => {
      digested.push(partNumber);
      return `digest-${partNumber}`;
    },
    sign: async (parts: readonly SignPartRequest[]) => {
      windows.push(parts.map((part) => part.part_number));
      serial += 1;
      return parts.map(({ part_number }) => ({
        part_number,
        method: 'PUT',
        url: `url-${part_number}-${serial}`,
        headers: {},
        size_bytes: 1,
        expires_at: '2026-01-01T00:15:00.000Z',
      }));
    },
  });
  return { clock, digested, urls, windows };
}

describe('the URL window (R-F5)', () => {
  it('signs just enough to fill the connections first, and prepares the next window when one is reached', async () => {
    const { urls, windows } = setUp(64);

    await urls.take(1);
    await settled();

    expect(windows.map((window) => window.length)).toEqual([5, 20]);
  });

  it('asks for the second window while the answer to the first is under way', async () => {
    const asked: number[][] = [];
    const urls = createUrlWindow({
      partNumbers: Array.from({ length: 18 }, (_, index) => index + 1),
      parallelism: 6,
      clock: createManualClock(),
      first: null,
      digest: async (partNumber) => `digest-${partNumber}`,
      sign: (parts) => {
        asked.push(parts.map(({ part_number }) => part_number));
        return new Promise(() => {});
      },
    });

    void urls.take(1);
    await settled();

    expect(asked).toEqual([
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12],
    ]);
  });

  it('hashes no further ahead than the window after the one being signed', async () => {
    const { digested, urls } = setUp(9000);

    await urls.take(1);
    await settled();

    expect(digested).toHaveLength(205);
  });

  it('has hashed the next window before its first part is asked for', async () => {
    const { digested, urls, windows } = setUp(64);

    await urls.take(1);
    await settled();

    expect(windows.map((window) => window.length)).toEqual([5, 20]);
    expect(digested).toHaveLength(45);
  });

  it('signs four times for sixty-four parts, and each part once', async () => {
    const { urls, windows } = setUp(64);

    for (let partNumber = 1; partNumber <= 64; partNumber += 1) await urls.take(partNumber);

    expect(windows).toHaveLength(4);
    expect(windows.flat()).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });

  it('signs no more than a hundred parts in a call', async () => {
    const { urls, windows } = setUp(1000);

    for (let partNumber = 1; partNumber <= 1000; partNumber += 1) await urls.take(partNumber);

    expect(Math.max(...windows.map((window) => window.length))).toBe(100);
  });

  it('signs all it may at once when there is nothing to hash', async () => {
    const windows: number[] = [];
    const urls = createUrlWindow({
      partNumbers: Array.from({ length: 64 }, (_, index) => index + 1),
      parallelism: 5,
      clock: createManualClock(),
      first: null,
      digest: null,
      sign: async (parts) => {
        windows.push(parts.length);
        return parts.map(({ part_number }) => ({
          part_number,
          method: 'PUT',
          url: 'u',
          headers: {},
          size_bytes: 1,
          expires_at: '2026-01-01T00:15:00.000Z',
        }));
      },
    });

    for (let partNumber = 1; partNumber <= 64; partNumber += 1) await urls.take(partNumber);

    expect(windows).toEqual([5, 59]);
  });

  it('signs a refused part anew, and nothing else', async () => {
    const { urls, windows } = setUp(5);
    await urls.take(1);

    urls.renew(3);

    expect((await urls.take(3)).url).toBe('url-3-2');
    expect(windows).toEqual([[1, 2, 3, 4, 5], [3]]);
  });

  it('renews a window once when its URLs grew old, however many lanes notice', async () => {
    const { clock, urls, windows } = setUp(5);
    await urls.take(1);

    await clock.advance(13 * 60_000);
    await Promise.all([2, 3, 4].map((partNumber) => urls.take(partNumber)));

    expect(windows).toEqual([
      [1, 2, 3, 4, 5],
      [2, 3, 4, 5],
    ]);
  });

  it('tells a failed signing to the part that needs it and tries again for the next', async () => {
    let isDown = true;
    const urls = createUrlWindow({
      partNumbers: [1],
      parallelism: 1,
      clock: createManualClock(),
      first: null,
      digest: null,
      sign: async (parts) => {
        if (isDown) throw new Error('down');
        expect(parts).toEqual([{ part_number: 1 }]);
        return [
          {
            part_number: 1,
            method: 'PUT',
            url: 'u',
            headers: {},
            size_bytes: 1,
            expires_at: '2026-01-01T00:15:00.000Z',
          },
        ];
      },
    });

    await expect(urls.take(1)).rejects.toThrow('down');
    isDown = false;

    expect((await urls.take(1)).url).toBe('u');
  });
});
