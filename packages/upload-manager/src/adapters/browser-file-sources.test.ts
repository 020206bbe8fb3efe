import { expect, it } from 'vitest';
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
