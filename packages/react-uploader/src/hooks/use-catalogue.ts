'use client';
import { type Catalogue, negotiateLanguage } from '@holdfast/upload-manager/messages';
import { useEffect, useState } from 'react';
import { en, type UploaderWords } from '../texts/catalogues/en.ts';
import { loadTexts } from '../texts/load-texts.ts';

/** The words for a locale. What is not on the page yet is fetched; until it is there, the page keeps its language. */
export function useCatalogue(
  locale: string,
  given: Catalogue<UploaderWords> | undefined,
  load = loadTexts,
): Catalogue<UploaderWords> {
  const [loaded, setLoaded] = useState(en);
  const wanted = given === undefined ? negotiateLanguage(locale) : loaded.language;

  useEffect(() => {
    if (wanted === loaded.language) return;
    const listening = new AbortController();
    const { signal } = listening;
    async function fetchWords() {
      try {
        const catalogue = await load(wanted);
        if (!signal.aborted) setLoaded(catalogue);
      } catch {
        // Words that cannot be fetched are no reason to show none: they come when the connection does.
        if (!signal.aborted) window.addEventListener('online', fetchWords, { signal, once: true });
      }
    }
    void fetchWords();
    return () => listening.abort();
  }, [wanted, loaded.language, load]);

  return given ?? loaded;
}
