import { type ErrorWords, en } from './catalogues/en.ts';
import { negotiateLanguage } from './languages.ts';
import type { Catalogue, LanguageTag } from './message.ts';

type Load = () => Promise<Catalogue<ErrorWords>>;

const loaders = {
  en: async () => en,
  de: async () => (await import('./catalogues/de.ts')).de,
  fr: async () => (await import('./catalogues/fr.ts')).fr,
  es: async () => (await import('./catalogues/es.ts')).es,
  ja: async () => (await import('./catalogues/ja.ts')).ja,
  ar: async () => (await import('./catalogues/ar.ts')).ar,
} as const satisfies Record<LanguageTag, Load>;

/**
 * Fetches the sentences for errors in the reader's language, or the nearest there is.
 * @example const wording = createWording({ catalogue: await loadMessages(navigator.languages) });
 */
export function loadMessages(wanted: string | readonly string[]): Promise<Catalogue<ErrorWords>> {
  return loaders[negotiateLanguage(wanted)]();
}
