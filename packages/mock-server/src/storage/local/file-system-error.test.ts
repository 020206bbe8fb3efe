import { expect, it } from 'vitest';
import { toStorageError } from './file-system-error.ts';

const refusal = (code: string) => Object.assign(new Error(code), { code });

it.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EIO', 'unavailable'],
  ['EMFILE', 'unavailable'],
  ['EROFS', 'unavailable'],
  ['EACCES', 'unavailable'],
])('%s of a disk means %s', (code, meaning) => {
  expect(toStorageError(refusal(code))).toMatchObject({ name: 'StorageError', code: meaning });
});

it('what is no refusal of a disk stays what it is', () => {
  const error = new Error('bug');

  expect(toStorageError(error)).toBe(error);
  expect(toStorageError(refusal('ENOENT'))).toMatchObject({ code: 'ENOENT' });
});
