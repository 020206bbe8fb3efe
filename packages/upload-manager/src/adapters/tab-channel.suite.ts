import { expect, it } from 'vitest';
import type { TabChannel } from '../ports/tab-channel.ts';

/** The rules of every TabChannel, run on each implementation. `create` gives several pages' views of one origin. */
export function describeTabChannel(create: () => readonly [TabChannel, TabChannel, TabChannel]): void {
  it('brings a message to everybody else who joined, in order, and not to its sender', async () => {
    const [first, second, third] = create();
    const heard: Record<string, unknown[]> = { first: [], second: [], third: [] };
    const seat = first.join((message) => heard.first?.push(message));
    const secondSeat = second.join((message) => heard.second?.push(message));
    const thirdHeardAll = createDeferred<void>();
    const thirdSeat = third.join((message) => {
      heard.third?.push(message);
      if (message === 'end') thirdHeardAll.resolve();
    });

    seat.post({ part: 1 });
    seat.post('end');
    await thirdHeardAll.promise;

    expect(heard).toEqual({ first: [], second: [{ part: 1 }, 'end'], third: [{ part: 1 }, 'end'] });
    for (const left of [seat, secondSeat, thirdSeat]) left.leave();
  });

  it('hands over a copy: what the sender changes afterwards is its own business', async () => {
    const [first, second] = create();
    const heard = createDeferred<unknown>();
    const seat = first.join(() => {});
    const secondSeat = second.join(heard.resolve);
    const message = { ids: ['a'] };

    seat.post(message);
    message.ids.push('b');

    expect(await heard.promise).toEqual({ ids: ['a'] });
    seat.leave();
    secondSeat.leave();
  });

  it('hands over a blob with its bytes', async () => {
    const [first, second] = create();
    const heard = createDeferred<unknown>();
    const seat = first.join(() => {});
    const secondSeat = second.join(heard.resolve);

    seat.post({ bytes: new Blob(['abc']) });

    const { bytes } = (await heard.promise) as { bytes: Blob };
    expect(await bytes.text()).toBe('abc');
    seat.leave();
    secondSeat.leave();
  });

  it('refuses what cannot be cloned', () => {
    const [first, second] = create();
    const seat = first.join(() => {});
    const secondSeat = second.join(() => {});

    expect(() => seat.post({ run: () => {} })).toThrow();

    seat.leave();
    secondSeat.leave();
  });

  it('neither hears nor says anything after leaving', async () => {
    const [first, second, third] = create();
    const heard: unknown[] = [];
    const done = createDeferred<void>();
    const seat = first.join((message) => heard.push(message));
    const secondSeat = second.join(() => {});
    const thirdSeat = third.join((message) => {
      heard.push(message);
      if (message === 'from second') done.resolve();
    });

    seat.leave();
    seat.leave();
    seat.post('from first');
    secondSeat.post('from second');
    await done.promise;

    expect(heard).toEqual(['from second']);
    secondSeat.leave();
    thirdSeat.leave();
  });
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function createDeferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
