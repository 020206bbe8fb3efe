import type { FileDescriptor, FileInput, UploadSnapshot } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { noProgress, sampleSession } from '../testing/sample-states.ts';
import { matchFiles } from './match-files.ts';

function waiting(id: string, file: Partial<FileDescriptor>): UploadSnapshot {
  return {
    id,
    owner: 'this-page',
    file: { name: id, mimeType: '', relativePath: '', sizeBytes: 4, lastModified: 1, ...file },
    options: {},
    addedAt: 1,
    state: { status: 'needs-file', session: sampleSession, storedParts: [], need: 'file', error: null },
    progress: noProgress,
  };
}

function file(name: string, { content = 'four', lastModified = 1 } = {}): File {
  return new File([content], name, { lastModified });
}

const idsOf = (uploads: readonly UploadSnapshot[], inputs: readonly FileInput[]) =>
  matchFiles(uploads, inputs).matched.map(({ id }) => id);

describe('matching chosen files to the uploads that wait', () => {
  it('goes by name and size, in any order', () => {
    const uploads = [waiting('a.txt', {}), waiting('b.txt', {})];

    expect(idsOf(uploads, [file('b.txt'), file('a.txt')])).toEqual(['b.txt', 'a.txt']);
  });

  it('knows a renamed file by its size and time', () => {
    const uploads = [waiting('other.txt', { lastModified: 7 }), waiting('old.txt', { lastModified: 1 })];

    expect(idsOf(uploads, [file('new.txt')])).toEqual(['old.txt']);
  });

  it('tells files of one name apart by their folder', () => {
    const uploads = [
      waiting('first', { name: 'a.txt', relativePath: 'one/a.txt' }),
      waiting('second', { name: 'a.txt', relativePath: 'two/a.txt' }),
    ];

    expect(
      idsOf(uploads, [
        { file: file('a.txt'), relativePath: 'two/a.txt' },
        { file: file('a.txt'), relativePath: 'one/a.txt' },
      ]),
    ).toEqual(['second', 'first']);
  });

  it('gives each upload one file: the same one chosen twice is left over once', () => {
    const { matched, unmatched } = matchFiles([waiting('a.txt', {})], [file('a.txt'), file('a.txt')]);

    expect(matched.map(({ id }) => id)).toEqual(['a.txt']);
    expect(unmatched.map(({ name, expectedBytes }) => [name, expectedBytes])).toEqual([['a.txt', null]]);
  });

  it('says of a file that was changed since what size it had, and of a stranger that nobody waits for it', () => {
    const { matched, unmatched } = matchFiles(
      [waiting('a.txt', { sizeBytes: 400 })],
      [file('a.txt'), file('stranger.txt', { lastModified: 9 })],
    );

    expect(matched).toEqual([]);
    expect(unmatched.map(({ input: _input, ...rest }) => rest)).toEqual([
      { name: 'a.txt', expectedBytes: 400, offeredBytes: 4 },
      { name: 'stranger.txt', expectedBytes: null, offeredBytes: 4 },
    ]);
  });
});
