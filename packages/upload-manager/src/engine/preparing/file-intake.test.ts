import { describe, expect, it } from 'vitest';
import type { Clock } from '../../ports/clock.ts';
import type { FileSources } from '../../ports/file-source.ts';
import { createFakeFile, createTestBrowser } from '../../testing/index.ts';

const filesNamed = (count: number) =>
  Array.from({ length: count }, (_, index) => createFakeFile({ name: `photo-${index}.jpg` }));

/** A page on which each first look at a file takes a millisecond, as it may in a browser. */
function slowPage() {
  const browser = createTestBrowser();
  let spentMs = 0;
  /** The first is the task that adds the files. */
  const looksPerTask = [0];
  const clock: Clock = {
    ...browser.clock,
    now: () => browser.clock.now() + spentMs,
    async sleep(delayMs, signal) {
      await browser.clock.sleep(delayMs, signal);
      looksPerTask.push(0);
    },
  };
  const fileSources: FileSources = {
    ...browser.fileSources,
    open(input) {
      const source = browser.fileSources.open(input);
      let isKnown = false;
      return {
        ...source,
        stat() {
          if (!isKnown) {
            looksPerTask.push((looksPerTask.pop() ?? 0) + 1);
            spentMs += 1;
          }
          isKnown = true;
          return source.stat();
        },
      };
    },
  };
  browser.backend.fail('initiateUploadBatch', { code: 'network', times: Number.POSITIVE_INFINITY });
  const manager = browser.openPage({}, { clock, fileSources });
  return { ...browser, looksPerTask, manager };
}

const sizeOf = (manager: ReturnType<typeof slowPage>['manager'], id: string) =>
  manager.getUpload(id)?.getState().file.sizeBytes;

describe('taking many files in (R-F7)', () => {
  it('tells the readers of the list once, with all ids and totals', () => {
    const { manager } = slowPage();
    const lists: (readonly [number, number])[] = [];
    manager.list.subscribe(({ ids, totals }) => lists.push([ids.length, totals.count]));

    const ids = manager.add(filesNamed(10_000));

    expect(new Set(ids).size).toBe(10_000);
    expect(lists).toEqual([[10_000, 10_000]]);
    manager.destroy();
  });

  it('looks at no file in the task that adds it, nor in what runs right after', async () => {
    const { looksPerTask, manager } = slowPage();

    manager.add(filesNamed(100));
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();

    expect(looksPerTask).toEqual([0]);
    manager.destroy();
  });

  it('looks at files for eight milliseconds at a time, until it has seen them all', async () => {
    const { clock, looksPerTask, manager } = slowPage();

    const ids = manager.add(filesNamed(100));
    await clock.advance(0);

    expect(Math.max(...looksPerTask)).toBeLessThanOrEqual(8);
    expect(ids.every((id) => sizeOf(manager, id) === 10)).toBe(true);
    manager.destroy();
  });

  it('does not look at what was paused or cancelled before its turn, and does when it goes on', async () => {
    const { clock, manager } = slowPage();
    const [first = '', paused = '', cancelled = ''] = manager.add(filesNamed(3));

    manager.pause(paused);
    manager.cancel(cancelled);
    await clock.advance(0);
    expect([first, paused, cancelled].map((id) => sizeOf(manager, id))).toEqual([10, null, null]);

    manager.resume(paused);
    await clock.advance(0);

    expect(sizeOf(manager, paused)).toBe(10);
    manager.destroy();
  });

  it('shows an upload as it is now, whenever somebody first looks at it', async () => {
    const { clock, manager } = slowPage();
    const [early = '', late = ''] = manager.add(filesNamed(2));
    const watched = manager.getUpload(early);
    let changes = 0;
    watched?.subscribe(() => {
      changes += 1;
    });

    await clock.advance(0);
    manager.pause();

    expect(watched?.getState().state.status).toBe('paused');
    expect(changes).toBeGreaterThan(0);
    expect(manager.getUpload(late)?.getState().state.status).toBe('paused');
    expect(manager.getUpload(early)).toBe(watched);
    manager.destroy();
  });
});
