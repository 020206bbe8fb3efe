import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readParts, renderPartsPage } from './parts-page.mjs';
import { root } from './toolchain.mjs';

it('the page about the parts is what the code says: node scripts/parts-page.mjs writes it', () => {
  expect(readFileSync(join(root, 'docs', 'parts.md'), 'utf8')).toBe(renderPartsPage());
});

it('every part says what it is, and so do every prop of its own and every state', () => {
  const parts = readParts();
  const silent = parts.flatMap(({ name, text, props, states }) => [
    ...(text === '' ? [name] : []),
    ...[...props, ...states].filter((member) => member.text === '').map((member) => `${name} ${member.name}`),
  ]);

  expect(parts.length).toBeGreaterThan(30);
  expect(silent).toEqual([]);
});
