import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

it('the order of names does not matter, the order of lists does', () => {
  expect(canonicalJson({ b: [1, 2], a: { d: 1, c: null } })).toBe('{"a":{"c":null,"d":1},"b":[1,2]}');
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

it('says the same as JSON does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
