'use client';
import { useWording } from './use-wording.ts';

export interface LanguageProps {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Tells browsers, screen readers and styles in which language and direction the words of an element are. */
export function useLanguageProps(): LanguageProps {
  const { language, direction } = useWording();
  return { lang: language, dir: direction };
}
