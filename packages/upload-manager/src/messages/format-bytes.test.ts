import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1_500_000, '1.5 MB'],
    [15_400_000, '15.4 MB'],
    [5e9, '5 GB'],
    [5_368_709_120, '5.36 GB'],
    [10_737_418_240, '10.7 GB'],
    [999_999, '999 kB'],
    [1_099_511_627_776, '1.09 TB'],
    [2e15, '2 PB'],
    [-5, '0 bytes'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });
});
