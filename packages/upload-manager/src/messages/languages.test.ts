import { describe, expect, it } from 'vitest';
import { negotiateLanguage } from './languages.ts';
import { loadMessages } from './load-messages.ts';

describe('R-E6 the language', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-at', 'de'],
    ['de_AT', 'de'],
    ['ar-EG-u-nu-arab', 'ar'],
    [['nl-NL', 'fr-CA', 'de'], 'fr'],
    ['nl', 'en'],
    [[], 'en'],
    ['', 'en'],
    ['not a tag', 'en'],
    ['constructor', 'en'],
  ] as const)('asked for as %j is %s', (wanted, language) => {
    expect(negotiateLanguage(wanted)).toBe(language);
  });

  it('is loaded when it is asked for, and English when nobody speaks it', async () => {
    expect((await loadMessages('ja-JP')).messages.timeout).toMatch(/サーバー/);
    expect((await loadMessages('tlh')).language).toBe('en');
  });
});
