import { type LanguageTag, languageNames } from '@holdfast/upload-manager/messages';

export function isLanguage(tag: string): tag is LanguageTag {
  return Object.hasOwn(languageNames, tag);
}

/** Keeps the choice in the address bar, so that a reload and a shared link speak the same language. */
export function storeLanguage(language: LanguageTag): void {
  const url = new URL(window.location.href);
  url.searchParams.set('lang', language);
  window.history.replaceState(window.history.state, '', url);
}

/** The reader's own region for numbers and dates, when it is one of this language. */
export function regionOf(language: string, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
