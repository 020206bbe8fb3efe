import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useLoaded } from './use-loaded.ts';

afterEach(cleanup);

function open(isWanted: boolean, isLikely = false) {
  const asked: { resolve(code: string): void; reject(error: Error): void }[] = [];
  const load = () => new Promise<string>((resolve, reject) => asked.push({ resolve, reject }));
  const { result, rerender } = renderHook((wanted: boolean) => useLoaded(load, wanted, isLikely), {
    initialProps: isWanted,
  });
  return { asked, rerender, loaded: () => result.current };
}

describe('code for rare cases', () => {
  it('is fetched when it is wanted for the first time, and once', async () => {
    const page = open(false);
    const before = page.asked.length;

    page.rerender(true);
    await act(async () => page.asked[0]?.resolve('dialog'));
    page.rerender(false);
    page.rerender(true);

    expect([before, page.asked.length, page.loaded()]).toEqual([0, 1, 'dialog']);
  });

  it('that could not be fetched breaks nothing and comes with the connection', async () => {
    const page = open(true);
    await act(async () => page.asked[0]?.reject(new TypeError('Failed to fetch')));
    const offline = page.loaded();

    await act(async () => {
      window.dispatchEvent(new Event('online'));
      page.asked[1]?.resolve('dialog');
    });

    expect([offline, page.loaded()]).toEqual([null, 'dialog']);
  });

  it('is fetched ahead where it is likely to be wanted, and again when that failed', async () => {
    const page = open(false, true);
    await act(async () => page.asked[0]?.reject(new TypeError('Failed to fetch')));
    const ahead = page.asked.length;

    page.rerender(true);
    await act(async () => page.asked[1]?.resolve('dialog'));

    expect([ahead, page.asked.length, page.loaded()]).toEqual([1, 2, 'dialog']);
  });

  it('is not waited for by what was closed meanwhile', async () => {
    const page = open(true);
    page.rerender(false);

    await act(async () => page.asked[0]?.reject(new TypeError('Failed to fetch')));
    window.dispatchEvent(new Event('online'));

    expect(page.asked.length).toBe(1);
  });
});
