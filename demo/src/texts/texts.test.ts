import { type LanguageTag, languageNames } from '@holdfast/upload-manager/messages';
import { findCatalogueProblems } from '@holdfast/upload-manager/testing';
import { describe, expect, it } from 'vitest';
import { regionOf } from '../language.ts';
import { en } from './en.ts';
import { loadWords } from './load-words.ts';

const tags = Object.keys(languageNames) as readonly LanguageTag[];
const catalogues = await Promise.all(tags.map(loadWords));

describe('R-E6 the words of the demo', () => {
  it.each(catalogues)('$language says all that English says, with the same values', (catalogue) => {
    expect(findCatalogueProblems(catalogue, en)).toEqual([]);
  });

  it('write numbers as the reader’s region does, when it is one of the language', () => {
    expect(regionOf('de', ['en-US', 'de-AT'])).toBe('de-AT');
    expect(regionOf('de', ['en-US'])).toBe('de');
    expect(regionOf('de', ['deu-XX', 'de'])).toBe('de');
  });
});
