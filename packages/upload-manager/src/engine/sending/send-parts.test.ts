import { describe, expect, it } from 'vitest';
import { mebibyte } from '../../contract/index.ts';
import type { FileSources } from '../../ports/file-source.ts';
import { createEngineFixture, film } from '../../testing/engine-fixture.ts';
import { createTestBrowser } from '../../testing/index.ts';

const { openPage } = createEngineFixture();

/** A page that writes down which parts were cut off its files. Samples are smaller. */
function page({ checksums = true } = {}) {
  const browser = createTestBrowser();
  const cuts: number[] = [];
  const fileSources: FileSources = {
    ...browser.fileSources,
    open(input) {
      const source = browser.fileSources.open(input);
      return {
        ...source,
        slice(start, end) {
          if (end - start >= mebibyte) cuts.push(start / mebibyte);
          return source.slice(start, end);
        },
      };
    },
  };
  return { ...openPage(browser, { checksums }, { fileSources }), cuts };
}

describe('cutting a file into parts (R-F7)', () => {
  it('cuts each part once, to be hashed, sent and sent again', async () => {
    const { backend, clock, cuts, ends, manager } = page();
    backend.fail('bytes', { code: 'storage_unavailable', times: 4 });

    manager.add([film()]);
    await clock.advance(5 * 60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(cuts).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('has cut a part before its URL is there, where nothing is hashed', async () => {
    const { backend, clock, cuts, manager } = page({ checksums: false });
    backend.fail('signParts', { code: 'network', times: Number.POSITIVE_INFINITY });

    manager.add([film()]);
    await clock.advance(100);

    expect(cuts).toEqual([0, 10, 20, 30, 40, 50]);
  });
});
