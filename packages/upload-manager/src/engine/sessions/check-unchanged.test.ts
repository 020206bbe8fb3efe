import { expect, it } from 'vitest';
import { mebibyte } from '../../contract/index.ts';
import { UploadError } from '../../errors/upload-error.ts';
import type { FileInput, FileSources } from '../../ports/file-source.ts';
import { createFakeFile, createTestBrowser } from '../../testing/index.ts';

const version = (content: string) =>
  createFakeFile({ name: 'film.mp4', sizeBytes: 60 * mebibyte, content, lastModified: 7 });

/** An upload without checksums, half of whose parts are stored. */
async function halfSent() {
  const browser = createTestBrowser();
  let onDisk = version('first');
  let isReadable = true;
  const fileSources: FileSources = {
    ...browser.fileSources,
    open: (input: FileInput) => ({
      ...browser.fileSources.open(input),
      // A browser that does not notice: it reads whatever is on disk now.
      slice: (start, end) => onDisk.slice(start, end),
      async checkReadable() {
        if (!isReadable) throw new UploadError('file_unreadable', 'Deleted');
      },
    }),
  };
  const page = browser.openPage({ checksums: false, parallelism: 3 }, { fileSources });
  const ends: string[] = [];
  page.on('completed', () => ends.push('completed'));
  page.on('failed', ({ error }) => ends.push(error.code));
  const parts = browser.backend.holdBytes();
  page.add([onDisk]);
  await browser.clock.advance(1000);
  for (const part of [...parts]) part.accept();
  await browser.clock.advance(1000);
  return {
    ...browser,
    ends,
    write(content: string) {
      onDisk = version(content);
    },
    remove() {
      isReadable = false;
    },
    async finish() {
      browser.backend.releaseBytes();
      await browser.clock.advance(10_000);
      page.destroy();
    },
  };
}

it('C23 C26 a file that is written to between two parts never becomes a file of two versions, checksums or not', async () => {
  const { backend, ends, finish, write } = await halfSent();

  write('second');
  await finish();

  expect(ends).toEqual(['file_changed']);
  expect(backend.calls).not.toContain('completeUploadBatch');
  expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
});

it('C27 a file that is deleted when its last byte is on its way is complete all the same', async () => {
  const { ends, finish, remove } = await halfSent();

  remove();
  await finish();

  expect(ends).toEqual(['completed']);
});

it('C25 a file that was only touched is complete', async () => {
  const { ends, finish, write } = await halfSent();

  write('first');
  await finish();

  expect(ends).toEqual(['completed']);
});
