import { expect, it } from 'vitest';
import type { TabLock } from '../ports/tab-lock.ts';

/** The rules of every TabLock, run on each implementation. `create` gives two pages' views of one origin. */
export function describeTabLock(create: () => readonly [TabLock, TabLock]): void {
  it('lets one page hold a name and shows that to the others', async () => {
    const [first, second] = create();
    const life = new AbortController();
    const name = `lock-${Math.random()}`;

    expect(await second.isFree(name)).toBe(true);
    await first.hold(name, life.signal);
    expect(await second.isFree(name)).toBe(false);
    life.abort();
    await second.whenFree(name, new AbortController().signal);
    expect(await second.isFree(name)).toBe(true);
  });

  it('runs exclusive tasks one after the other, even when one fails', async () => {
    const [first, second] = create();
    const order: string[] = [];
    const name = `lock-${Math.random()}`;
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });

    const failing = first.exclusively(name, async () => {
      order.push('first starts');
      await gate;
      order.push('first ends');
      throw new Error('broken');
    });
    const next = second.exclusively(name, async () => order.push('second'));
    finish();

    await expect(failing).rejects.toThrow('broken');
    await next;
    expect(order).toEqual(['first starts', 'first ends', 'second']);
  });

  it('stops waiting when it is told to', async () => {
    const [first, second] = create();
    const life = new AbortController();
    const waiting = new AbortController();
    const name = `lock-${Math.random()}`;
    await first.hold(name, life.signal);

    const free = second.whenFree(name, waiting.signal);
    waiting.abort(new Error('enough'));

    await expect(free).rejects.toThrow('enough');
    life.abort();
  });
}
