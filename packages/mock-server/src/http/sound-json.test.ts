import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireSoundJson } from './sound-json.ts';

describe('requireSoundJson', () => {
  it.each([
    ['NUL', { a: 'x\0' }],
    ['half a surrogate pair', ['\ud800']],
    ['NUL in a name', { 'a\0': 1 }],
    ['__proto__', JSON.parse('{"a":{"__proto__":1}}')],
    ['constructor', { constructor: 1 }],
    ['prototype', [{ prototype: {} }]],
    ['33 levels', JSON.parse(`${'['.repeat(33)}${']'.repeat(33)}`)],
    ['30,000 levels', JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
  ])('refuses %s', (_, value) => {
    expect(() => requireSoundJson(value)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('takes all other JSON', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => !value.includes('\0') && value !== 'constructor');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme-ascii' }), text, (value, words) => {
        const own = JSON.parse(
          JSON.stringify({ value, words }).replace(/__proto__|constructor|prototype/g, 'x'),
        ) as unknown;
        expect(() => requireSoundJson(own)).not.toThrow();
      }),
    );
  });
});
