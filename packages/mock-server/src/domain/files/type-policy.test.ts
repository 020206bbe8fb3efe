import { describe, expect, it } from 'vitest';
import { detectType, isTypeAllowed, matchesType } from './type-policy.ts';

describe('matchesType', () => {
  it.each([
    ['image/png', ['image/*'], true],
    ['IMAGE/PNG; charset=x', ['image/png'], true],
    ['imagex/png', ['image/*'], false],
    ['image', ['image/*'], false],
    ['image/pngx', ['image/png'], false],
    ['text/plain', ['image/*', 'TEXT/plain'], true],
    ['', ['image/*'], false],
  ])('%j in %j: %s', (type, allowed, matches) => {
    expect(matchesType(allowed, type)).toBe(matches);
  });
});

describe('isTypeAllowed', () => {
  it.each([
    ['no list allows all', [], 'application/x-sh', null, true],
    ['what was detected counts', ['image/*'], 'text/plain', 'image/png', true],
    ['and not what was declared', ['image/*'], 'image/png', 'application/x-elf', false],
    ['a type that would have been detected is a lie', ['image/*'], 'image/png', null, false],
    ['a type that cannot be detected is taken on trust', ['text/plain'], 'text/plain', null, true],
  ])('%s', (_, allowed, declared, detected, isAllowed) => {
    expect(isTypeAllowed(allowed, { declared, detected })).toBe(isAllowed);
  });
});

describe('detectType', () => {
  it('sees what the bytes are', async () => {
    const gif = new TextEncoder().encode('GIF89a..........');

    expect(await detectType(gif)).toBe('image/gif');
    expect(await detectType(new TextEncoder().encode('<svg></svg>'))).toBeNull();
    expect(await detectType(new Uint8Array())).toBeNull();
  });
});
