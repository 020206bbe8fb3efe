import { describe, expect, it } from 'vitest';
import { findCatalogueProblems } from '../../testing/find-catalogue-problems.ts';
import { languageNames } from '../languages.ts';
import { loadMessages } from '../load-messages.ts';
import type { Catalogue, LanguageTag, Message, Translation } from '../message.ts';
import { en } from './en.ts';

const tags = Object.keys(languageNames) as readonly LanguageTag[];
const sentencesOf = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const catalogues = await Promise.all(tags.map(loadMessages));

describe('R-E6 the catalogues', () => {
  it('come for every language, under its own tag', () => {
    expect(catalogues.map(({ language }) => language)).toEqual(tags);
  });

  it.each(catalogues)('$language says all that English says, with the same values', (catalogue) => {
    expect(findCatalogueProblems(catalogue, en)).toEqual([]);
  });

  it.each(catalogues.filter((catalogue) => catalogue !== en))(
    '$language leaves no sentence in English',
    (catalogue) => {
      const english = new Set(Object.values(en.messages).flatMap(sentencesOf));

      const untranslated = Object.values(catalogue.messages)
        .flatMap(sentencesOf)
        .filter((sentence) => english.has(sentence));

      expect(untranslated).toEqual([]);
    },
  );
});

describe('the check of a translation', () => {
  const words = {
    hello: 'Hello {name}',
    files: { one: '{count} file of {size}', other: '{count} files of {size}' },
    full: ['Full: {limit}', 'Full'],
  } as const;
  const english: Catalogue<typeof words> = { language: 'en', messages: words };
  const arabic = {
    hello: 'مرحبًا {name}',
    files: {
      zero: 'لا ملفات، {size}',
      one: 'ملف واحد، {size}',
      two: 'ملفان، {size}',
      few: '{count} ملفات، {size}',
      many: '{count} ملفًا، {size}',
      other: '{count} ملف، {size}',
    },
    full: ['ممتلئ: {limit}', 'ممتلئ'],
  } satisfies Translation<typeof words, 'ar'>;
  const problemsOf = (changes: object, language = 'ar') =>
    findCatalogueProblems({ language, messages: { ...arabic, ...changes } }, english);

  it('is content with one that is complete', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each([
    ['a missing message', { hello: undefined }, 'hello is missing'],
    ['an unknown message', { bye: 'x' }, 'bye is no message of the English catalogue'],
    ['a forgotten value', { hello: 'مرحبًا' }, 'hello forgets {name}: مرحبًا'],
    ['an invented value', { hello: '{name} {size}' }, 'hello invents {size}: {name} {size}'],
    ['a missing choice', { full: ['ممتلئ'] }, 'full has 1 sentences to choose from'],
    ['another kind of message', { full: 'ممتلئ' }, 'full is sentence, in English list'],
    ['a missing plural form', { files: { ...arabic.files, two: undefined } }, 'files has no form «two»'],
    [
      'a plural form that the language does not have',
      { files: { ...arabic.files, dual: '{count} {size}' } },
      'files has a form «dual» that the language does not have',
    ],
    [
      'a form for many numbers that forgets which',
      { files: { ...arabic.files, few: '{size}' } },
      'files forgets {count}: {size}',
    ],
  ])('finds %s', (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });
});
