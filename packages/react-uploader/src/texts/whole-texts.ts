import { createTexts } from './create-texts.ts';
import { en } from './whole/en.ts';

/** Every word, for parts that show storage, plans, files and history. */
export const wholeTexts = createTexts(en, {
  de: async () => (await import('./whole/de.ts')).de,
  fr: async () => (await import('./whole/fr.ts')).fr,
  es: async () => (await import('./whole/es.ts')).es,
  ja: async () => (await import('./whole/ja.ts')).ja,
  ar: async () => (await import('./whole/ar.ts')).ar,
});
