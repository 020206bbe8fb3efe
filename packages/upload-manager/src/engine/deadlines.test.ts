import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createDeadlines } from './deadlines.ts';

function setUp() {
  const clock = createManualClock(0);
  const deadlines = createDeadlines(clock);
  const rung: string[] = [];
  /** Rings once, `afterMs` from now. */
  const add = (name: string, afterMs: number) => {
    const at = clock.now() + afterMs;
    const leave = deadlines.add({
      at: () => at,
      due() {
        rung.push(`${name} at ${clock.now()}`);
        leave();
      },
    });
    return leave;
  };
  return { add, clock, deadlines, rung };
}

describe('deadlines (R-F6 R-F7)', () => {
  it('come due in their order, whichever was set first', async () => {
    const { add, clock, rung } = setUp();
    add('late', 300);
    add('early', 100);
    add('between', 200);

    await clock.advance(1000);

    expect(rung).toEqual(['early at 100', 'between at 200', 'late at 300']);
  });

  it('share one timer, and leave none behind when the last is gone', async () => {
    const { add, clock, rung } = setUp();

    const ways = Array.from({ length: 1000 }, (_, index) => add(`request ${index}`, 30_000));
    expect(clock.sleeping).toBe(1);
    for (const leave of ways) leave();
    await clock.advance(60_000);

    expect(rung).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  it('may move on: nobody is called before the time that holds then', async () => {
    const { clock, deadlines, rung } = setUp();
    let at = 100;
    const leave = deadlines.add({
      at: () => at,
      due() {
        rung.push(`at ${clock.now()}`);
        leave();
      },
    });

    await clock.advance(50);
    at = 500;
    await clock.advance(1000);

    expect(rung).toEqual(['at 500']);
  });

  it('come again when they move on as they come due', async () => {
    const { clock, deadlines, rung } = setUp();
    let at = 100;
    deadlines.add({
      at: () => at,
      due() {
        rung.push(`at ${clock.now()}`);
        at += 100;
      },
    });

    await clock.advance(350);

    expect(rung).toEqual(['at 100', 'at 200', 'at 300']);
  });

  it('tell how late they are when the page stood still', async () => {
    const { clock, deadlines } = setUp();
    const late: number[] = [];
    const leave = deadlines.add({
      at: () => 100,
      due(lateMs) {
        late.push(lateMs);
        leave();
      },
    });

    await clock.freeze(5000);

    expect(late).toEqual([4900]);
  });
});
