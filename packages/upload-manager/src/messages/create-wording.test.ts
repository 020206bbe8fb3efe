import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWording } from './create-wording.ts';
import type { Catalogue } from './message.ts';

const words = {
  remove: 'Remove {name} from the list.',
  files: { one: '{count} file', other: '{count} files' },
  failed: '{name} was not uploaded. {reason}',
  space: ['{used} of {limit} used', '{used} used'],
  types: 'Choose {types}.',
} as const;

const english: Catalogue<typeof words> = { language: 'en', messages: words };
const arabic: Catalogue<typeof words> = {
  language: 'ar',
  messages: {
    remove: 'إزالة {name} من القائمة.',
    files: {
      zero: 'لا ملفات',
      one: 'ملف واحد',
      two: 'ملفان',
      few: '{count} ملفات',
      many: '{count} ملفًا',
      other: '{count} ملف',
    },
    failed: 'لم يُرفع {name}. {reason}',
    space: ['{used} من {limit}', '{used}'],
    types: 'اختر {types}.',
  },
};

const speak = createWording({ catalogue: english });
const speakArabic = createWording({ catalogue: arabic });

describe('a wording', () => {
  it('puts values into the sentence, formatted for the reader', () => {
    const austrian = createWording({ catalogue: { ...english, language: 'de' }, locale: 'de-AT' });

    expect(speak.say('space', { used: 1_500_000, limit: 5e9 })).toBe('1.5 MB of 5 GB used');
    // Which kind of space stands before a unit is the platform's affair.
    expect(austrian.say('space', { used: 1_500_000, limit: 5e9 })).toMatch(/^1,5\sMB of 5\sGB used$/);
    expect(austrian.locale).toBe('de-AT');
  });

  it('says the first sentence whose values are known', () => {
    expect(speak.say('space', { used: 5 })).toBe('5 bytes used');
  });

  it.each([
    [0, 'لا ملفات'],
    [1, 'ملف واحد'],
    [2, 'ملفان'],
    [3, '3 ملفات'],
    [11, '11 ملفًا'],
    [100, '100 ملف'],
  ])('takes the plural form of the language for %i', (count, text) => {
    expect(speakArabic.say('files', { count })).toBe(text);
  });

  it('knows which way its language is written', () => {
    const directionOf = (language: string) =>
      createWording({ catalogue: { ...english, language } }).direction;

    expect(['en', 'ar', 'he', 'fa-IR', 'ja', 'az-Arab'].map(directionOf)).toEqual([
      'ltr',
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'rtl',
    ]);
  });

  it.each([
    ['nl', 'en'],
    ['en-GB', 'en-GB'],
    ['not a tag', 'en'],
    [undefined, 'en'],
  ])('never mixes numbers of another language into its sentences: %s', (locale, used) => {
    expect(createWording({ catalogue: english, locale }).locale).toBe(used);
  });

  it('says what the developer says differently, and the catalogue’s words where a value for that is missing', () => {
    const wording = createWording({
      catalogue: english,
      overrides: { files: { one: 'one thing', other: '{count} things' }, space: '{used} / {limit}' },
    });

    expect(wording.say('files', { count: 1 })).toBe('one thing');
    expect(wording.say('files', { count: 7 })).toBe('7 things');
    expect(wording.say('space', { used: 5, limit: 10 })).toBe('5 bytes / 10 bytes');
    expect(wording.say('space', { used: 5 })).toBe('5 bytes used');
  });

  it.each([
    [{ remove: 'Away with {nmae}' }, 'The message remove has no value {nmae}: it has {name}'],
    [{ types: ['{types}', '{constructor}'] }, 'The message types has no value {constructor}: it has {types}'],
    [{ goodbye: 'Bye' }, 'There is no message goodbye to say differently'],
  ])('refuses an override that could never be said: %j', (overrides, problem) => {
    expect(() => createWording({ catalogue: english, overrides: overrides as object })).toThrow(
      new TypeError(problem),
    );
  });

  it('says the key of a message that a catalogue of another version lacks', () => {
    const old = { language: 'en', messages: { remove: 'Remove {name}' } } as unknown as Catalogue<
      typeof words
    >;

    expect(createWording({ catalogue: old }).say('files', { count: 2 })).toBe('files');
  });

  it('writes durations in the unit that matters, rounded up', () => {
    const durations = [0, 1, 59_000, 59_001, 3_599_000, 3_600_000, 5_400_000, 172_800_000];

    expect(durations.map((durationMs) => speak.duration(durationMs))).toEqual([
      '1 sec',
      '1 sec',
      '59 sec',
      '1 min',
      '1 hr',
      '1 hr',
      '1 hr 30 min',
      '2 days',
    ]);
  });
});

describe('names of users in a sentence', () => {
  it('are left as they are where everything runs from left to right', () => {
    expect(speak.say('remove', { name: 'film (1).mp4' })).toBe('Remove film (1).mp4 from the list.');
  });

  it('are fenced in where they, or the sentence, run from right to left', () => {
    expect(speak.say('remove', { name: 'تقرير.pdf' })).toBe('Remove \u2068تقرير.pdf\u2069 from the list.');
    expect(speakArabic.say('remove', { name: 'film.mp4' })).toBe('إزالة \u2068film.mp4\u2069 من القائمة.');
    expect(speakArabic.say('types', { types: ['PDF', 'PNG'] })).toBe(
      'اختر \u2068PDF\u2069 و\u2068PNG\u2069.',
    );
  });

  it('cannot play other than they are', () => {
    expect(speak.name('photo\u202Egnp.exe')).toBe('photo\uFFFDgnp.exe');
    expect(speak.name('\u200Fjpg\u200F.exe')).toBe('jpg.exe');
    expect(speak.name('a\nb\tc\u2028d\uD800e')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(speak.name('\u200F')).toBe('\uFFFD');
    expect(speak.name(' \u00A0 ')).toBe('\uFFFD');
  });

  it('keep the joiners that emoji and Persian words are made with', () => {
    expect(speak.name('👩‍🚀 می‌خواهم.txt')).toBe('👩‍🚀 می‌خواهم.txt');
  });

  it('are never read as places for values', () => {
    expect(speak.say('failed', { name: '{reason}.txt', reason: 'Full of {name}.' })).toBe(
      '{reason}.txt was not uploaded. Full of {name}.',
    );
    expect(speak.say('remove', { name: '$& $1 $`' })).toBe('Remove $& $1 $` from the list.');
  });

  it('are cut in the middle when they are long, and whole when shown by themselves', () => {
    const name = `${'a'.repeat(500)}${'😀'.repeat(500)}.tar.gz`;

    const said = speak.say('remove', { name });

    expect(said).toMatch(/^Remove a{40}…(?:😀){32}\.tar\.gz from the list\.$/u);
    expect(speak.name(name)).toBe(name);
  });

  const hostileName = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...[
            '\u202E',
            '\u202D',
            '\u202B',
            '\u2067',
            '\u2068',
            '\u2069',
            '\u200F',
            '\u061C',
            '\n',
            '\r',
            '\0',
            '\u0085',
          ],
          ...['\u2028', '\uD800', '{name}', '{count}', '$&', '<b>', 'שלום', 'ملف', '.exe', 'x'.repeat(300)],
        ),
        fc.string({ unit: 'binary', maxLength: 10 }),
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  it.each([
    ['English', speak],
    ['Arabic', speakArabic],
  ])('property: no name breaks, reorders or floods a sentence in %s', (_, wording) => {
    const [before, after] = wording
      .say('remove', { name: 'NAME' })
      .replace(/[\u2068\u2069]/g, '')
      .split('NAME');

    fc.assert(
      fc.property(hostileName, (name) => {
        const said = wording.say('remove', { name });

        expect(said.startsWith(before ?? '') && said.endsWith(after ?? '')).toBe(true);
        expect(said).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066\u2067\u061C\u200E\u200F]/u);
        expect(said.match(/[\u2068\u2069]/g)?.join('') ?? '').toMatch(/^(?:\u2068\u2069)?$/);
        expect(said).not.toMatch(/\p{Cs}/u);
        expect(Array.from(said).length).toBeLessThan(120);
      }),
    );
  });
});
