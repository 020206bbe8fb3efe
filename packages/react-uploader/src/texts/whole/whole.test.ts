import { type LanguageTag, languageNames } from '@holdfast/upload-manager/messages';
import { findCatalogueProblems } from '@holdfast/upload-manager/testing';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../load-texts.ts';
import { en } from './en.ts';

const tags = Object.keys(languageNames) as readonly LanguageTag[];
const catalogues = await Promise.all(tags.map(loadTexts));

/** Words that are the same in both languages. */
const sameAsEnglish: ReadonlySet<string> = new Set([
  '{bytesPerSecond}/s',
  'Name',
  'Type',
  'Actions',
  'Status',
  'Person',
  'Label',
  'Uploads',
  '{name} ({size})',
  '{name}: {reason}',
  '{files}, {size}',
]);

describe('R-E6 the words of the components', () => {
  it('come for every language that the engine has, under its own tag', () => {
    expect(catalogues.map(({ language }) => language)).toEqual(tags);
  });

  it.each(catalogues)(
    '$language says all that English says, with the same values and its own plurals',
    (catalogue) => {
      expect(findCatalogueProblems(catalogue, en)).toEqual([]);
    },
  );

  it.each(catalogues.filter((catalogue) => catalogue !== en))(
    '$language leaves nothing in English',
    (catalogue) => {
      const sentencesOf = ({ messages }: typeof en) =>
        Object.values(messages).flatMap((message) =>
          typeof message === 'string' ? [message] : Object.values(message),
        );
      const english = new Set(sentencesOf(en));

      expect(sentencesOf(catalogue).filter((text) => english.has(text) && !sameAsEnglish.has(text))).toEqual(
        [],
      );
    },
  );
});
