'use client';
import { useWording } from './use-wording.ts';

export interface LanguageProps {
  /** BCP 47 tag of the words. */
  readonly lang: string;
  /** How they are written. */
  readonly dir: 'ltr' | 'rtl';
}

/** Tells browsers, screen readers and styles in which language and direction the words of an element are. */
export function useLanguageProps(): LanguageProps {
  return languagePropsOf(useWording());
}

export function languagePropsOf({ language, direction }: SpokenLanguage): LanguageProps {
  return { lang: language, dir: direction };
}

interface SpokenLanguage {
  readonly language: string;
  readonly direction: LanguageProps['dir'];
}
