import type { FileInput } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { createTransfer, createTransferWithHandles } from '../testing/file-drops.ts';
import { collectFiles } from './collect-files.ts';

const file = (name: string) => new File(['x'], name);

function pathsOf(files: readonly FileInput[]): readonly string[] {
  return files.map((input) => (input instanceof File ? input.name : (input.relativePath ?? input.file.name)));
}

describe('what a drop brings', () => {
  it('is every file of every folder, with its path', async () => {
    const transfer = createTransfer({
      'single.txt': file('single.txt'),
      album: { 'cover.jpg': file('cover.jpg'), raw: { 'one.cr3': file('one.cr3') }, empty: {} },
    });

    const { files, unreadable } = await collectFiles(transfer);

    expect(pathsOf(files)).toEqual(['single.txt', 'album/cover.jpg', 'album/raw/one.cr3']);
    expect(unreadable).toEqual([]);
  });

  it('is all 250 files of a folder, although the browser answers 100 at a time', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `${index}.txt`);
    const folder = Object.fromEntries(names.map((name) => [name, file(name)]));

    const { files } = await collectFiles(createTransfer({ folder }));

    expect(pathsOf(files)).toEqual(names.map((name) => `folder/${name}`));
  });

  it('comes with the handles the browser gives, so that uploads go on by themselves', async () => {
    const transfer = createTransferWithHandles({
      'single.txt': file('single.txt'),
      album: { 'cover.jpg': file('cover.jpg') },
    });

    const { files } = await collectFiles(transfer);

    expect(pathsOf(files)).toEqual(['single.txt', 'album/cover.jpg']);
    expect(files.map((input) => !(input instanceof File) && input.handle?.kind)).toEqual(['file', 'file']);
  });

  it('is asked for before the first wait: afterwards the browser has emptied the transfer', async () => {
    const transfer = createTransfer({ 'a.txt': file('a.txt'), 'b.txt': file('b.txt') });
    const items = [...transfer.items];

    const collecting = collectFiles(transfer);
    for (const item of items) Object.assign(item, { getAsFile: () => null, webkitGetAsEntry: () => null });

    expect(pathsOf((await collecting).files)).toEqual(['a.txt', 'b.txt']);
  });

  it('falls back to the bytes when a handle is refused', async () => {
    const transfer = createTransfer({ 'a.txt': file('a.txt') });
    const [item] = transfer.items;
    Object.assign(item ?? {}, {
      getAsFileSystemHandle: () => Promise.reject(new DOMException('', 'NotAllowedError')),
    });

    const { files, unreadable } = await collectFiles(transfer);

    expect(pathsOf(files)).toEqual(['a.txt']);
    expect(unreadable).toEqual([]);
  });

  it('names what could not be read and keeps the rest', async () => {
    const locked = file('locked.db');
    const transfer = createTransfer(
      { folder: { 'fine.txt': file('fine.txt'), 'locked.db': locked } },
      {
        unreadable: [locked],
      },
    );

    const { files, unreadable } = await collectFiles(transfer);

    expect(pathsOf(files)).toEqual(['folder/fine.txt']);
    expect(unreadable).toEqual(['folder/locked.db']);
  });

  it('is the plain list where the browser knows no items', async () => {
    const transfer = { types: ['Files'], files: [file('a.txt')] } as unknown as DataTransfer;

    const { files } = await collectFiles(transfer);

    expect(pathsOf(files)).toEqual(['a.txt']);
  });
});
