import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, mebibyte } from './limits.ts';
import { partRange, planUpload } from './upload-plan.ts';

const gibibyte = 1024 * mebibyte;

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

  it('C46 covers every byte once with equal parts, at most 10,000 of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * 1024 * gibibyte }), (size) => {
        const plan = planUpload(size);
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
