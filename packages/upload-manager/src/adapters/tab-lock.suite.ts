import { expect, it } from 'vitest';
import type { TabLock } from '../ports/tab-lock.ts';

/** The rules of every TabLock, run on each implementation. `create` gives two pages' views of one origin. */
export function describeTabLock(create: () => readonly [TabLock, TabLock]): void {
  it('lets one page hold a name and shows that to the others', async () => {
    const [first, second] = create();
    const life = new AbortController();
    const ownLife = new AbortController();
    const name = `lock-${Math.random()}`;

    await first.hold(name, life.signal);
    expect(await second.tryHold(name, ownLife.signal)).toBe(false);
    const later = second.hold(name, ownLife.signal);
    life.abort();
    await later;

    expect(await first.tryHold(name, new AbortController().signal)).toBe(false);
    ownLife.abort();
  });

  it('holds a free name at once and until it is told otherwise', async () => {
    const [first, second] = create();
    const life = new AbortController();
    const ownLife = new AbortController();
    const name = `lock-${Math.random()}`;

    expect(await first.tryHold(name, life.signal)).toBe(true);
    expect(await second.tryHold(name, ownLife.signal)).toBe(false);
    life.abort();
    await second.hold(name, ownLife.signal);

    ownLife.abort();
  });

  it('gives a name that many wait for to one of them', async () => {
    const [first, second] = create();
    const life = new AbortController();
    const name = `lock-${Math.random()}`;
    await first.hold(name, life.signal);
    const heirs: string[] = [];
    const lives = { a: new AbortController(), b: new AbortController() };
    const waiting = [
      second.hold(name, lives.a.signal).then(() => heirs.push('a')),
      second.hold(name, lives.b.signal).then(() => heirs.push('b')),
    ];

    life.abort();
    await Promise.race(waiting);
    expect(heirs).toEqual(['a']);
    lives.a.abort();
    await Promise.all(waiting);

    expect(heirs).toEqual(['a', 'b']);
    lives.b.abort();
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

    const held = second.hold(name, waiting.signal);
    waiting.abort(new Error('enough'));

    await expect(held).rejects.toThrow('enough');
    life.abort();
  });
}
