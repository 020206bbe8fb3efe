import type { LanguageTag } from './message.ts';

/** The languages that come with this package, each under its own name. */
export const languageNames = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
  ar: 'العربية',
} as const satisfies Record<LanguageTag, string>;

const rightToLeftScripts: ReadonlySet<string | undefined> = new Set([
  'Arab',
  'Hebr',
  'Thaa',
  'Syrc',
  'Nkoo',
  'Adlm',
]);

/**
 * The language to speak for what a reader asks for, best first: `de-AT` is answered with `de`, what nobody speaks here
 * with English.
 * @example negotiateLanguage(navigator.languages)
 */
export function negotiateLanguage(wanted: string | readonly string[]): LanguageTag {
  const tags = typeof wanted === 'string' ? [wanted] : wanted;
  for (const tag of tags) {
    const language = toLocale(tag)?.language;
    if (language !== undefined && isLanguageTag(language)) return language;
  }
  return 'en';
}

/** Which way a language is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.has(toLocale(language)?.maximize().script) ? 'rtl' : 'ltr';
}

/** Numbers follow the region (`de-AT`), but never another language than the words: `1 minuut` is no English. */
export function formatLocaleOf(locale: string | undefined, language: string): string {
  const wanted = locale === undefined ? null : toLocale(locale);
  return wanted?.language === toLocale(language)?.language ? (wanted?.toString() ?? language) : language;
}

function isLanguageTag(language: string): language is LanguageTag {
  return Object.hasOwn(languageNames, language);
}

/** Tags come from browsers, URLs and servers; one that is malformed asks for nothing. */
function toLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return null;
  }
}
