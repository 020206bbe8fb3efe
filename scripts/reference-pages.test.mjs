import { expect, it } from 'vitest';
import { readBlocks, readHooks, readParts } from './react-api.mjs';
import { readPage, referencePages, renderPage } from './reference-pages.mjs';

it.each(referencePages)('%s is what the code says: node scripts/reference-pages.mjs writes it', (name) => {
  expect(readPage(name)).toBe(renderPage(name));
});

it.each([
  { kind: 'part', read: readParts, least: 30 },
  { kind: 'block', read: readBlocks, least: 10 },
])('every $kind says what it is, and so do every prop of its own and every state', ({ read, least }) => {
  const components = read();
  const silent = components.flatMap(({ name, text, props, states }) => [
    ...(text === '' ? [name] : []),
    ...[...props, ...states].filter(isSilent).map((member) => `${name} ${member.name}`),
  ]);

  expect(components.length).toBeGreaterThan(least);
  expect(silent).toEqual([]);
});

it('every hook says what it does, and so do its options and what it gives', () => {
  const hooks = readHooks();
  const silent = hooks.flatMap(({ name, calls, options, results }) => [
    ...calls.filter(isSilent).map(({ signature }) => signature),
    ...[...options, ...results].filter(isSilent).map((member) => `${name} ${member.name}`),
  ]);

  expect(hooks.length).toBeGreaterThan(30);
  expect(silent).toEqual([]);
});

/** @param {{ readonly text: string, readonly tags: string }} comment */
function isSilent({ text, tags }) {
  return text === '' && tags === '';
}
