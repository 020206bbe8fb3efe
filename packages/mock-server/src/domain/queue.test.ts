import { describe, expect, it } from 'vitest';
import { createKeyedQueue, createQueue } from './queue.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('createQueue', () => {
  it('lets one in at a time, in the order they came', async () => {
    const queue = createQueue();
    const order: string[] = [];
    const work = async (name: string) => {
      const leave = await queue.enter();
      order.push(`${name} in`);
      await tick();
      order.push(`${name} out`);
      leave();
    };

    await Promise.all(['a', 'b', 'c'].map(work));

    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });
});

describe('createKeyedQueue', () => {
  it('different keys do not wait for each other, and a failure lets the next one in', async () => {
    const inKey = createKeyedQueue();
    const order: string[] = [];
    const work = (key: string, name: string, fails = false) =>
      inKey(key, async () => {
        order.push(`${name} in`);
        await tick();
        order.push(`${name} out`);
        if (fails) throw new Error(name);
      });

    const results = await Promise.allSettled([work('k', 'a', true), work('k', 'b'), work('other', 'c')]);

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(order.indexOf('c in')).toBeLessThan(order.indexOf('a out'));
    expect(order.indexOf('b in')).toBeGreaterThan(order.indexOf('a out'));
  });
});
