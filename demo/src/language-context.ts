import type { LanguageTag, Wording } from '@holdfast/upload-manager/messages';
import { createContext, useContext } from 'react';
import type { DemoWords } from './texts/en.ts';

export interface LanguageContextValue {
  readonly wording: Wording<DemoWords>;
  /** Rejects when the words cannot be fetched; the page keeps its language then. */
  readonly choose: (language: LanguageTag) => Promise<void>;
}

export const LanguageContext = createContext<LanguageContextValue | null>(null);

/** The words of the page, and the switch between languages. */
export function useLanguage(): LanguageContextValue {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('No words: this belongs inside a <LanguageProvider>.');
  return language;
}
