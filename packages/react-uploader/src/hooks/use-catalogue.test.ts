import type { Catalogue, LanguageTag } from '@holdfast/upload-manager/messages';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { createTexts } from '../texts/create-texts.ts';
import { de } from '../texts/whole/de.ts';
import { en, type UploaderWords } from '../texts/whole/en.ts';
import { fr } from '../texts/whole/fr.ts';
import { useCatalogue } from './use-catalogue.ts';

afterEach(cleanup);

type Words = Catalogue<UploaderWords>;

interface Answer {
  readonly resolve: (words: Words) => void;
  readonly reject: (error: Error) => void;
}

/** Words that come, or fail to, when the test says so. */
function createLibrary() {
  const asked: { readonly tag: string; readonly answer: Answer }[] = [];
  const load = (tag: LanguageTag) => () =>
    new Promise<Words>((resolve, reject) => {
      asked.push({ tag, answer: { resolve, reject } });
    });
  const texts = createTexts(en, {
    de: load('de'),
    fr: load('fr'),
    es: load('es'),
    ja: load('ja'),
    ar: load('ar'),
  });
  return { asked, texts };
}

function open(locale: string, library = createLibrary()) {
  const { result, rerender, unmount } = renderHook(
    (current: string) => useCatalogue(library.texts, current, undefined),
    { initialProps: locale },
  );
  return {
    asked: library.asked,
    language: () => result.current.language,
    change: (next: string) => rerender(next),
    unmount,
  };
}

describe('the words for a locale', () => {
  it('keep the language of the page until they are there', async () => {
    const page = open('de');
    const before = page.language();

    await act(async () => page.asked[0]?.answer.resolve(de));

    expect([before, page.language()]).toEqual(['en', 'de']);
    expect(page.asked.map(({ tag }) => tag)).toEqual(['de']);
  });

  it('are not asked for when the page has them', () => {
    expect(open('en-GB').asked).toEqual([]);
  });

  it('are there at once for what comes to the page later', async () => {
    const library = createLibrary();
    const page = open('de', library);
    await act(async () => page.asked[0]?.answer.resolve(de));

    const later = open('de', library);

    expect([later.language(), library.asked.length]).toEqual(['de', 1]);
  });

  it('of an earlier choice are not shown when they come late', async () => {
    const page = open('de');
    page.change('fr');
    await act(async () => page.asked[1]?.answer.resolve(fr));

    await act(async () => page.asked[0]?.answer.resolve(de));

    expect(page.language()).toBe('fr');
    expect(page.asked.map(({ tag }) => tag)).toEqual(['de', 'fr']);
  });

  it('that could not be fetched are fetched again when the connection is back', async () => {
    const page = open('de');
    await act(async () => page.asked[0]?.answer.reject(new TypeError('Failed to fetch')));
    const offline = page.language();

    await act(async () => {
      window.dispatchEvent(new Event('online'));
      page.asked[1]?.answer.resolve(de);
    });

    expect([offline, page.language()]).toEqual(['en', 'de']);
  });

  it('are not waited for by a page that is gone', async () => {
    const page = open('de');
    page.unmount();

    await act(async () => page.asked[0]?.answer.reject(new TypeError('Failed to fetch')));
    window.dispatchEvent(new Event('online'));

    expect(page.asked.map(({ tag }) => tag)).toEqual(['de']);
  });
});
