import { describe, expect, it } from 'vitest';
import { brokenRule, type UploadRules } from './upload-rules.ts';

const photo = { name: 'Photo.JPG', mimeType: 'image/jpeg', sizeBytes: 5000 };

describe('the rules for files', () => {
  it.each([
    ['everything, without rules', {}, null],
    ['an extension in any case', { accept: ['.jpg'] }, null],
    ['a type', { accept: ['image/png', 'image/jpeg'] }, null],
    ['all types of a kind', { accept: ['image/*'] }, null],
    ['everything', { accept: ['*/*'] }, null],
    ['no other extension', { accept: ['.png'] }, 'type_not_allowed'],
    ['no type that only begins alike', { accept: ['image/jp'] }, 'type_not_allowed'],
    ['nothing', { accept: [] }, 'type_not_allowed'],
    ['a size at the limit', { maxSizeBytes: 5000, minSizeBytes: 5000 }, null],
    ['no larger size', { maxSizeBytes: 4999 }, 'size_not_allowed'],
    ['no smaller size', { minSizeBytes: 5001 }, 'size_not_allowed'],
    ['the last file that fits', { maxFiles: 3 }, null],
    ['no file too many', { maxFiles: 2 }, 'too_many_files'],
  ] as const)('take %s', (_, rules: UploadRules, code) => {
    expect(brokenRule(rules, photo, 3)?.code ?? null).toBe(code);
  });

  it('say what is allowed', () => {
    expect(brokenRule({ maxSizeBytes: 10 }, photo, 1)?.details).toEqual({ max_file_bytes: 10 });
    expect(brokenRule({ minSizeBytes: 9999 }, photo, 1)?.details).toEqual({ min_file_bytes: 9999 });
    expect(brokenRule({ maxFiles: 1 }, photo, 2)?.details).toEqual({ limit: 1 });
    expect(brokenRule({ accept: ['.pdf'] }, photo, 1)?.details).toEqual({ allowed_types: ['.pdf'] });
  });
});
