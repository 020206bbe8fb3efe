import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, mebibyte } from './limits.ts';
import { partRange, planUpload } from './upload-plan.ts';

const gibibyte = 1024 * mebibyte;

const planOptions = fc.record({
  connections: fc.integer({ min: 1, max: 64 }),
  partStepBytes: fc.integer({ min: 1, max: 1024 }).map((kibibytes) => kibibytes * 1024),
  targetPartBytes: fc.integer({ min: 5, max: 5120 }).map((mebibytes) => mebibytes * mebibyte),
});

describe('planUpload (R-C2)', () => {
  it.each([
    [0, { uploadType: 'direct', chunkSize: 0, partCount: 1 }],
    [1, { uploadType: 'direct', chunkSize: 1, partCount: 1 }],
    [5 * mebibyte - 1, { uploadType: 'direct', chunkSize: 5 * mebibyte - 1, partCount: 1 }],
    [5 * mebibyte, { uploadType: 'multipart', chunkSize: 5 * mebibyte, partCount: 1 }],
    [5 * mebibyte + 1, { uploadType: 'multipart', chunkSize: 5 * mebibyte, partCount: 2 }],
    [200 * mebibyte, { uploadType: 'multipart', chunkSize: 12 * mebibyte, partCount: 17 }],
    [gibibyte, { uploadType: 'multipart', chunkSize: 16 * mebibyte, partCount: 64 }],
    [5 * 1024 * gibibyte, { uploadType: 'multipart', chunkSize: 525 * mebibyte, partCount: 9987 }],
  ])('plans %i bytes', (size, plan) => {
    expect(planUpload(size)).toEqual(plan);
  });

  it.each([
    [200, 6, 18, 11.125],
    [200, 12, 24, 8.375],
    [1024, 6, 66, 15.5625],
    [1024, 12, 72, 14.25],
  ])(
    'fills whole waves where parts may be any multiple of 64 KiB: %i MiB, %i connections',
    (mebibytes, connections, partCount, partMebibytes) => {
      const plan = planUpload(mebibytes * mebibyte, { connections, partStepBytes: mebibyte / 16 });

      expect(plan).toEqual({ uploadType: 'multipart', chunkSize: partMebibytes * mebibyte, partCount });
    },
  );

  it('C46 covers every byte once with equal parts, at most 10,000 of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * 1024 * gibibyte }), planOptions, (size, options) => {
        const plan = planUpload(size, options);
        const last = partRange(size, plan.chunkSize, plan.partCount);

        expect(plan.partCount).toBeLessThanOrEqual(limits.maxParts);
        expect(plan.chunkSize * (plan.partCount - 1) + (last.end - last.start)).toBe(size);
        expect(last.end).toBe(size);
        if (size > 0) expect(last.end - last.start).toBeGreaterThan(0);
        if (plan.partCount > 1) expect(plan.chunkSize).toBeGreaterThanOrEqual(limits.minPartBytes);
      }),
    );
  });
});
