import type { Catalogue, LanguageTag } from '@holdfast/upload-manager/messages';
import { type DemoWords, en } from './en.ts';

type Load = () => Promise<Catalogue<DemoWords>>;

const loaders = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  ja: async () => (await import('./ja.ts')).ja,
  ar: async () => (await import('./ar.ts')).ar,
} as const satisfies Record<LanguageTag, Load>;

/** Fetches all words of the page in a language. */
export function loadWords(language: LanguageTag): Promise<Catalogue<DemoWords>> {
  return loaders[language]();
}
