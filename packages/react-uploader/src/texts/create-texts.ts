import type { Catalogue, LanguageTag, Messages } from '@holdfast/upload-manager/messages';

/** Words in all languages: English is on the page, the others are fetched. */
export interface Texts<Words extends Messages> {
  readonly english: Catalogue<Words>;
  load(language: LanguageTag): Promise<Catalogue<Words>>;
  /** What this page speaks already, so that a component that comes later speaks it at once. */
  known(language: LanguageTag): Catalogue<Words> | undefined;
  /** To be known from now on. Never on a server: it would speak to one reader as to the one before. */
  keep(language: LanguageTag, catalogue: Catalogue<Words>): void;
}

type Loaders<Words extends Messages> = Readonly<
  Record<Exclude<LanguageTag, 'en'>, () => Promise<Catalogue<Words>>>
>;

export function createTexts<Words extends Messages>(
  english: Catalogue<Words>,
  loaders: Loaders<Words>,
): Texts<Words> {
  const catalogues = new Map<LanguageTag, Catalogue<Words>>([['en', english]]);

  return {
    english,
    known: (language) => catalogues.get(language),
    load: async (language) => (language === 'en' ? english : loaders[language]()),
    keep(language, catalogue) {
      catalogues.set(language, catalogue);
    },
  };
}
