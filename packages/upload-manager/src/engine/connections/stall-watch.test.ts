import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createDeadlines } from '../deadlines.ts';
import { createStallWatch } from './stall-watch.ts';

function setUp(stalls = 0) {
  const clock = createManualClock();
  const deadlines = createDeadlines(clock);
  return { clock, watch: createStallWatch({ clock, deadlines, sizeBytes: 1000, stalls }) };
}

describe('the stall watch (R-F6 C35 C51 C6)', () => {
  it('aborts a request in which no byte has moved for half a minute', async () => {
    const { clock, watch } = setUp();

    await clock.advance(29_999);
    expect(watch.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(watch.signal.aborted).toBe(true);
  });

  it('lets a request that moves go on for as long as it takes', async () => {
    const { clock, watch } = setUp();

    for (let sent = 1; sent <= 500; sent += 1) {
      await clock.advance(20_000);
      watch.moved(sent);
    }

    expect(watch.signal.aborted).toBe(false);
  });

  it('gives the answer a minute once every byte is sent', async () => {
    const { clock, watch } = setUp();
    watch.moved(1000);

    await clock.advance(59_999);
    expect(watch.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(watch.signal.aborted).toBe(true);
  });

  it('is twice as patient each time the part has stood still, four times at most doubled', async () => {
    const second = setUp(1);
    await second.clock.advance(59_999);
    expect(second.watch.signal.aborted).toBe(false);
    await second.clock.advance(1);
    expect(second.watch.signal.aborted).toBe(true);

    const ninth = setUp(9);
    await ninth.clock.advance(239_999);
    expect(ninth.watch.signal.aborted).toBe(false);
    await ninth.clock.advance(1);
    expect(ninth.watch.signal.aborted).toBe(true);
  });

  it('blames no request for the time in which the page was frozen', async () => {
    const { clock, watch } = setUp();

    // The timer of thirty seconds fires after ten minutes.
    await clock.freeze(600_000);
    expect(watch.signal.aborted).toBe(false);
    await clock.advance(29_999);
    expect(watch.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(watch.signal.aborted).toBe(true);
  });

  it('sees through the timers of a page in the background, which come up to a minute late', async () => {
    const { clock, watch } = setUp();

    await clock.freeze(60_000);

    expect(watch.signal.aborted).toBe(true);
  });

  it('is silent once the request is over', async () => {
    const { clock, watch } = setUp();

    watch.end();
    await clock.advance(600_000);

    expect(watch.signal.aborted).toBe(false);
    expect(clock.sleeping).toBe(0);
  });
});
