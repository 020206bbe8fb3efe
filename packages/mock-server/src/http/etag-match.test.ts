import { describe, expect, it } from 'vitest';
import { matchesEtag } from './etag-match.ts';

describe('matchesEtag', () => {
  it.each([
    [null, false],
    ['"a"', true],
    ['W/"a"', true],
    ['"x", W/"a" , "y"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    ['', false],
  ])('%j: %s', (header, matches) => {
    expect(matchesEtag(header, '"a"')).toBe(matches);
  });
});
