import { expect, it, vi } from 'vitest';
import { fromAnotherFrame } from '../testing/another-frame.ts';
import { createBrowserFileSources } from './browser-file-sources.ts';

it('makes a file of another frame this page’s own: nothing of that frame could be read once it is gone', async () => {
  const foreign = fromAnotherFrame(new File(['ink'], 'a.txt', { type: 'text/plain', lastModified: 7 }));

  const source = createBrowserFileSources().open({ file: foreign, relativePath: 'notes/a.txt' });

  expect(foreign instanceof File).toBe(false);
  expect(source.file).toBeInstanceOf(File);
  expect(await source.slice(0, 3).text()).toBe('ink');
  expect([source.name, source.mimeType, source.relativePath]).toEqual(['a.txt', 'text/plain', 'notes/a.txt']);
  expect(source.stat()).toEqual({ sizeBytes: 3, lastModified: 7 });
});

it('R-F7 asks nothing of a file that the browser has to ask the disk for: ten thousand are taken in one task', () => {
  const file = new File(['ink'], 'a.txt');
  const asked = ['size', 'lastModified'].map((property) => {
    const read = vi.fn(() => 3);
    Object.defineProperty(file, property, { get: read });
    return read;
  });

  const source = createBrowserFileSources().open(file);

  expect(asked.map((read) => read.mock.calls.length)).toEqual([0, 0]);
  expect(source.stat()).toEqual({ sizeBytes: 3, lastModified: 3 });
});
