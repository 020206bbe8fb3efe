import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { observeSizes } from './observe-sizes.ts';

type Report = (entries: readonly { readonly target: Element }[]) => void;

let calls: string[] = [];
let report: Report = () => {};

beforeEach(() => {
  calls = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: Report) {
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
});

afterEach(() => vi.unstubAllGlobals());

function row(id: string): HTMLElement {
  return Object.assign(document.createElement('li'), { id });
}

describe('observing the sizes of rows', () => {
  it('R-F7 begins with the rows that came and ends with those that went: the others are not measured again', () => {
    const [first, second, third] = [row('first'), row('second'), row('third')];
    const sizes = observeSizes(() => {});

    sizes.watch([first, second]);
    sizes.watch([second, third]);

    expect(calls).toEqual(['observe first', 'observe second', 'unobserve first', 'observe third']);
  });

  it('names the rows that changed, and none that left meanwhile', () => {
    const [first, second] = [row('first'), row('second')];
    const changed: string[][] = [];
    const sizes = observeSizes((rows) => changed.push(rows.map(({ id }) => id)));
    sizes.watch([first, second]);

    report([{ target: second }]);
    sizes.watch([second]);
    report([{ target: first }, { target: second }]);

    expect(changed).toEqual([['second'], ['second']]);
  });
});
