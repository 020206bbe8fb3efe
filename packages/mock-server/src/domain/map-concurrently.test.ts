import { expect, it } from 'vitest';
import { mapConcurrently } from './map-concurrently.ts';

it('does so many at a time, each once, and keeps their order', async () => {
  let running = 0;
  let most = 0;

  const results = await mapConcurrently([5, 1, 4, 2, 3, 0], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return item * 10;
  });

  expect(results).toEqual([50, 10, 40, 20, 30, 0]);
  expect(most).toBe(3);
  expect(await mapConcurrently([], 3, async (item) => item)).toEqual([]);
});
