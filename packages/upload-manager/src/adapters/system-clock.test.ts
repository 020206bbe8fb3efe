import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from './system-clock.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const dayMs = 86_400_000;

describe('the time of a page', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: noon });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on from where it was when the device’s clock is set back (C34)', () => {
    const clock = createSystemClock();
    vi.advanceTimersByTime(1000);
    expect(clock.now()).toBe(noon + 1000);

    vi.setSystemTime(noon - dayMs);
    expect(clock.now()).toBe(noon + 1000);

    vi.advanceTimersByTime(30_000);
    expect(clock.now()).toBe(noon + 31_000);
  });

  it('jumps with the device’s clock when that is set forward, or was asleep', () => {
    const clock = createSystemClock();

    vi.setSystemTime(noon + dayMs);

    expect(clock.now()).toBe(noon + dayMs);
  });
});
