import { type Catalogue, type LanguageTag, negotiateLanguage } from '@holdfast/upload-manager/messages';
import { en, type UploaderWords } from './catalogues/en.ts';

type Load = () => Promise<Catalogue<UploaderWords>>;

const loaders = {
  en: async () => en,
  de: async () => (await import('./catalogues/de.ts')).de,
  fr: async () => (await import('./catalogues/fr.ts')).fr,
  es: async () => (await import('./catalogues/es.ts')).es,
  ja: async () => (await import('./catalogues/ja.ts')).ja,
  ar: async () => (await import('./catalogues/ar.ts')).ar,
} as const satisfies Record<LanguageTag, Load>;

/** Fetches the words of all components in the reader's language, or the nearest there is. */
export function loadTexts(wanted: string | readonly string[]): Promise<Catalogue<UploaderWords>> {
  return loaders[negotiateLanguage(wanted)]();
}
