import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchList } from './watch-list.ts';

interface Reported {
  readonly target: Element;
  readonly borderBoxSize: readonly { readonly blockSize: number }[];
}

let calls: string[] = [];
let report: (entries: readonly Reported[]) => void = () => {};
let list: HTMLElement;
let stop = () => {};

/** jsdom lays nothing out: the test says which sizes there are. */
beforeEach(() => {
  calls = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: typeof report) {
        report = callback;
      }
      observe({ id }: Element) {
        calls.push(`observe ${id}`);
      }
      unobserve({ id }: Element) {
        calls.push(`unobserve ${id}`);
      }
      disconnect() {
        calls.push('disconnect');
      }
    },
  );
  list = Object.assign(document.createElement('ul'), { id: 'list' });
  document.body.append(list);
});

afterEach(() => {
  stop();
  list.remove();
  vi.unstubAllGlobals();
});

function row(id: string): HTMLElement {
  const element = Object.assign(document.createElement('li'), { id });
  element.dataset.uploadId = id;
  return element;
}

function watch() {
  const told: string[] = [];
  stop = watchList(list, {
    onHeight: (id, heightPx) => told.push(`${id} ${heightPx}`),
    onRewrap: () => told.push('rewrap'),
    onMove: () => told.push('move'),
  });
  return told;
}

const sized = (target: Element, blockSize: number): Reported => ({ target, borderBoxSize: [{ blockSize }] });

/** Observers of the page are called when the script has ended. */
const afterScript = () => new Promise<void>((resolve) => queueMicrotask(resolve));

it('R-F7 measures the rows that come and lets go of those that leave: the others are not measured again', async () => {
  const [first, second, third] = [row('first'), row('second'), row('third')];
  list.append(document.createElement('li'), first, second);
  watch();

  first.remove();
  list.append(third);
  await afterScript();

  expect(calls).toEqual([
    'observe list',
    'observe first',
    'observe second',
    'unobserve first',
    'observe third',
  ]);
});

it('keeps measuring a row that was put elsewhere', async () => {
  const [first, second] = [row('first'), row('second')];
  list.append(first, second);
  watch();
  calls = [];

  list.append(first);
  await afterScript();

  expect(calls).toEqual(['unobserve first', 'observe first']);
});

it('tells the heights of rows, to the fraction, before it asks for another look', () => {
  const first = row('first');
  list.append(first);
  const told = watch();

  report([sized(list, 600), sized(first, 88.4)]);

  expect(told).toEqual(['first 88.4', 'move']);
});

it('measures every row anew when the list gets another width, for each wraps its text elsewhere', () => {
  const first = row('first');
  list.append(first, row('second'));
  const told = watch();
  calls = [];

  Object.defineProperty(list, 'clientWidth', { value: 320 });
  report([sized(list, 600), sized(first, 120)]);
  report([sized(first, 120)]);

  expect(told).toEqual(['rewrap', 'first 120', 'move', 'first 120', 'move']);
  expect(calls).toEqual(['observe first', 'observe second']);
});

it('asks for another look when something scrolls or the focus moves, until it is stopped', () => {
  const button = document.createElement('button');
  const first = row('first');
  first.append(button);
  list.append(first);
  const told = watch();

  document.body.dispatchEvent(new Event('scroll'));
  button.focus();
  stop();
  document.body.dispatchEvent(new Event('scroll'));

  expect(told).toEqual(['move', 'move']);
  expect(calls.at(-1)).toBe('disconnect');
});

it('measures and follows a list in another window, as a portal into a frame or a popup makes it', () => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inside = frame.contentDocument ?? document;
  list = inside.body.appendChild(Object.assign(inside.createElement('ul'), { id: 'list' }));
  const first = list.appendChild(Object.assign(inside.createElement('li'), { id: 'first' }));
  first.dataset.uploadId = 'first';
  const told = watch();

  report([sized(first, 88)]);
  inside.body.dispatchEvent(new Event('scroll'));
  frame.remove();

  expect(calls).toEqual(['observe list', 'observe first']);
  expect(told).toEqual(['first 88', 'move', 'move']);
});
