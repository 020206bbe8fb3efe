import { describe, expect, it } from 'vitest';
import { createManualClock, settled } from '../../testing/index.ts';
import { createBatcher } from './batcher.ts';

function setUp(expectsMore: () => boolean, isUnhurried: () => boolean = () => false) {
  const clock = createManualClock();
  const sent: (readonly number[])[] = [];
  const controller = new AbortController();
  const batcher = createBatcher<number, string>(
    {
      clock,
      maxItems: 3,
      windowMs: () => 200,
      expectsMore,
      isUnhurried,
      send: async (items) => {
        sent.push(items);
        return items.map((item) => `answer ${item}`);
      },
    },
    controller.signal,
  );
  return { batcher, clock, sent };
}

describe('the batcher (R-F5)', () => {
  it('sends at once when nothing else is coming', async () => {
    const { batcher, sent } = setUp(() => false);

    expect(await batcher.add(1)).toBe('answer 1');
    expect(sent).toEqual([[1]]);
  });

  it('waits for company, but no longer than its window', async () => {
    const { batcher, clock, sent } = setUp(() => true);
    const answers = Promise.all([batcher.add(1), batcher.add(2)]);

    await clock.advance(199);
    expect(sent).toEqual([]);
    await clock.advance(1);

    expect(await answers).toEqual(['answer 1', 'answer 2']);
    expect(sent).toEqual([[1, 2]]);
  });

  it('waits for a full batch while nobody would gain from a smaller one', async () => {
    let isBusy = true;
    const { batcher, clock, sent } = setUp(
      () => true,
      () => isBusy,
    );
    const answer = batcher.add(1);

    await clock.advance(1000);
    expect(sent).toEqual([]);
    isBusy = false;
    await clock.advance(200);

    expect(await answer).toBe('answer 1');
  });

  it('sends a full batch without waiting and gives each item its own answer', async () => {
    const { batcher, sent } = setUp(() => true);

    const answers = await Promise.all([batcher.add(1), batcher.add(2), batcher.add(3)]);

    expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3']);
    expect(sent).toEqual([[1, 2, 3]]);
  });

  it('looks again when poked', async () => {
    let more = true;
    const { batcher, sent } = setUp(() => more);
    const answer = batcher.add(1);
    await settled();

    more = false;
    batcher.poke();

    expect(await answer).toBe('answer 1');
    expect(sent).toEqual([[1]]);
  });

  it('fails every item of a failed batch, and goes on with the next', async () => {
    let isDown = true;
    const batcher = createBatcher<number, number>(
      {
        clock: createManualClock(),
        maxItems: 2,
        windowMs: () => 1,
        expectsMore: () => true,
        send: async (items) => {
          if (isDown) throw new Error('down');
          return items;
        },
      },
      new AbortController().signal,
    );

    const results = await Promise.allSettled([batcher.add(1), batcher.add(2)]);
    isDown = false;

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([batcher.add(3), batcher.add(4)])).toEqual([3, 4]);
  });
});
