import { describe, expect, it } from 'vitest';
import { parseSettings } from './settings.ts';

const parse = (query: string) => parseSettings(new URLSearchParams(query));

describe('settings in the URL', () => {
  it('leaves everything to the engine when nothing is said', () => {
    expect(parse('')).toEqual({
      settings: { checksums: true, parallelism: null, reference: null, language: null },
      uploadOptions: {},
      problems: [],
    });
  });

  it('R-E4 turns checksums off and sets the parts sent at once', () => {
    expect(parse('checksums=off&parallelism=3')).toEqual({
      settings: { checksums: false, parallelism: 3, reference: null, language: null },
      uploadOptions: {},
      problems: [],
    });
  });

  it('takes an empty field of the form for «not set»', () => {
    expect(parse('checksums=on&parallelism=')).toEqual({
      settings: { checksums: true, parallelism: null, reference: null, language: null },
      uploadOptions: {},
      problems: [],
    });
  });

  it.each(['0', '65', '-1', '2.5', 'many', '1e1'])('says that parallelism=%s is not understood', (value) => {
    const { settings, problems } = parse(`parallelism=${value}`);

    expect(settings.parallelism).toBeNull();
    expect(problems).toEqual([{ message: 'problemParallelism', value }]);
  });

  it('says that an unknown word for checksums is not understood, and keeps them on', () => {
    const { settings, problems } = parse('checksums=no');

    expect(settings.checksums).toBe(true);
    expect(problems).toEqual([{ message: 'problemChecksums', value: 'no' }]);
  });

  it('takes a language that the page has, and says so of any other', () => {
    expect(parse('lang=ar')).toMatchObject({ settings: { language: 'ar' }, problems: [] });
    expect(parse('lang=tlh')).toMatchObject({
      settings: { language: null },
      problems: [{ message: 'problemLanguage', value: 'tlh' }],
    });
  });

  it('R-E4 says what the files of the page are for, by a type and an id', () => {
    expect(parse('reference=step_media/s-1/b')).toMatchObject({
      settings: { reference: 'step_media/s-1/b' },
      uploadOptions: { referenceType: 'step_media', referenceId: 's-1/b' },
      problems: [],
    });
  });

  it.each(['step_media', '/s-1', 'step_media/'])('says that reference=%s is not understood', (value) => {
    const { uploadOptions, problems } = parse(`reference=${value}`);

    expect(uploadOptions).toEqual({});
    expect(problems).toEqual([{ message: 'problemReference', value }]);
  });
});
