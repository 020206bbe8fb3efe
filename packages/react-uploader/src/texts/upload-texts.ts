import { en } from './catalogues/en.ts';
import { createTexts } from './create-texts.ts';

/** What is said about uploads: all that a page needs which shows nothing of what is stored. */
export const uploadTexts = createTexts(en, {
  de: async () => (await import('./catalogues/de.ts')).de,
  fr: async () => (await import('./catalogues/fr.ts')).fr,
  es: async () => (await import('./catalogues/es.ts')).es,
  ja: async () => (await import('./catalogues/ja.ts')).ja,
  ar: async () => (await import('./catalogues/ar.ts')).ar,
});
