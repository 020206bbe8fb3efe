'use client';
import { type Catalogue, type Messages, negotiateLanguage } from '@holdfast/upload-manager/messages';
import { useEffect, useState } from 'react';
import type { Texts } from '../texts/create-texts.ts';
import { loadPatiently } from './load-patiently.ts';

/** The words for a locale. What is not on the page yet is fetched; until it is there, the page keeps its language. */
export function useCatalogue<Words extends Messages>(
  texts: Texts<Words>,
  locale: string,
  given: Catalogue<Words> | undefined,
): Catalogue<Words> {
  const language = negotiateLanguage(locale);
  const [loaded, setLoaded] = useState(() => texts.known(language) ?? texts.english);
  const isMissing = given === undefined && language !== loaded.language;

  useEffect(() => {
    if (!isMissing) return;
    return loadPatiently(
      () => texts.load(language),
      (catalogue) => {
        texts.keep(language, catalogue);
        setLoaded(catalogue);
      },
    );
  }, [isMissing, language, texts]);

  return given ?? loaded;
}
