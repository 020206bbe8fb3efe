import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireDistinctNames, requireSoundJson } from './sound-json.ts';

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

describe('requireDistinctNames', () => {
  const check = (text: string) => requireDistinctNames(text, JSON.parse(text));

  it.each([
    '{"a":1,"a":1}',
    '[{"b":{"a":1,"c":2,"a":null}}]',
    String.raw`{"a":1,"\u0061":2}`,
    '{"__proto__":1,"__proto__":2}',
    '{"1":{},"1":{"x":"}"}}',
  ])('A48 refuses %s', (text) => {
    expect(() => check(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('takes all other JSON, whatever its strings hold', () => {
    const strings = fc.oneof(fc.string(), fc.constantFrom(':', '"a":', '\\', '\\"', '{"a":1,"a":1}'));
    const value = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        strings,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('json')),
        fc.dictionary(strings, tie('json')),
      ),
    })).json;
    fc.assert(
      fc.property(value, (json) => {
        expect(() => check(JSON.stringify(json))).not.toThrow();
      }),
    );
  });
});

it('A8 a number past every number is refused, at any depth: it would come back as null', () => {
  for (const text of ['1e400', '[-1e400]', '{"a":{"b":[1e999]}}']) {
    expect(() => requireSoundJson(JSON.parse(text))).toThrow('A number is too large');
  }
  expect(() => requireSoundJson(JSON.parse('[1e308,-0,0.1]'))).not.toThrow();
});
