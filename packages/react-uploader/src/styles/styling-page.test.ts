import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '..');
const page = readFileSync(join(source, '../../../docs/styling.md'), 'utf8');
const read = (pattern: string) =>
  globSync(pattern, { cwd: source })
    .filter((path) => !/\.test\.|^testing\//.test(path))
    .map((path) => readFileSync(join(source, path), 'utf8'))
    .join('\n');
const css = read('styles/*.css');
const code = read('**/*.{ts,tsx}');
/** Code without the comments that only talk about attributes. */
const statements = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const matchesOf = (text: string, pattern: RegExp) =>
  sorted(Array.from(text.matchAll(pattern), ([, name = '']) => name));

/** Names in the first column of the table below a heading. */
function documented(heading: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return matchesOf(table, /^\| `([\w-]+)` \|/gm);
}

const parts = sorted([
  ...matchesOf(statements, /data-upload-part(?:="|': ')([\w-]+)/g),
  ...matchesOf(statements, /\bpart\('([\w-]+)'\)/g),
  ...matchesOf(statements, /\busePart\('\w+', '([\w-]+)'/g),
  // One function renders both texts of the zone.
  ...['label', 'description'].map((text) => `drop-zone-${text}`),
]);
const written = matchesOf(statements, /'(--[\w-]+)'/g);

/** What is left of a selector without what weighs nothing; the steps of an animation are no selectors. */
function weightOf(selector: string): string {
  if (/^\s*(?:from|to|layer|media|supports|container|keyframes)\b/.test(selector)) return '';
  let left = selector;
  // From the inside out: `:is()` and `:not()` only weigh outside of a `:where()`.
  for (let before = ''; before !== left; ) {
    before = left;
    left = left
      .replace(/:(?:is|not|has|dir|lang|nth-child)\([^()]*\)/g, '!')
      .replace(/:where\([^()]*\)/g, '');
  }
  return left.replace(/::[\w-]+|[\s,>+~]/g, '');
}

describe('the page about styling', () => {
  it('lists every part there is, and no other', () => {
    expect(parts.length).toBeGreaterThan(100);
    expect(documented('Parts')).toEqual(parts);
  });

  it('lists every variable the styles take, and no other', () => {
    expect(documented('Variables to set')).toEqual(matchesOf(css, /(--[\w-]+):/g));
  });

  it('lists every variable the parts write, and no other', () => {
    expect(documented('Variables to read')).toEqual(written);
  });

  it('lists every state that parts have or styles look at, and no other', () => {
    const states = sorted([
      ...matchesOf(statements, /[\s'](data-[a-z-]+)(?:=|'|`)/g),
      ...matchesOf(css, /\[(data-[\w-]+)/g),
    ]);

    expect(documented('States')).toEqual(states.filter((name) => name !== 'data-upload-part'));
  });

  it('names the layers, and is right that no rule of ours weighs anything', () => {
    const layers = matchesOf(css, /@layer (holdfast\.\w+) \{/g);
    const selectors = matchesOf(css.replace(/\/\*[\s\S]*?\*\//g, ''), /([^{};@]+)\{/g);

    expect(layers.filter((layer) => page.includes(`\`${layer}\``))).toEqual(layers);
    expect(layers).toHaveLength(4);
    expect(selectors.length).toBeGreaterThan(150);
    expect(selectors.map(weightOf).filter((weight) => weight !== '')).toEqual([]);
  });
});

describe('the styles', () => {
  it('look at no part that is not there, and use no variable that nobody sets', () => {
    const styled = matchesOf(css, /data-upload-part="([\w-]+)"/g);
    const used = matchesOf(css, /var\((--[\w-]+)/g);
    const known = [...matchesOf(css, /(--[\w-]+):/g), ...written];

    expect(styled.filter((part) => !parts.includes(part))).toEqual([]);
    expect(used.filter((variable) => !known.includes(variable))).toEqual([]);
  });
});
