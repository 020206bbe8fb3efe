import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from './fold-name.ts';

describe('folded names', () => {
  it.each([
    ['IMG_0001.JPG', 'img_0001.jpg'],
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['e\u0301te\u0301', 'ÉTÉ'],
  ])('%s and %s are the same name', (left, right) => {
    expect(foldName(left)).toBe(foldName(right));
  });

  it('how a name begins folds to how the folded name begins', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.nat(300), (name, length) => {
        const beginning = Array.from(name.normalize('NFC')).slice(0, length).join('');
        expect(foldName(name).startsWith(foldName(beginning))).toBe(true);
      }),
    );
  });

  it('are short enough for an index, and never end in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 200, maxLength: 1024 }), (name) => {
        const folded = foldName(name);
        expect(Array.from(folded).length).toBeLessThanOrEqual(255);
        expect(folded).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
