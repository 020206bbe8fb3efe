import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './toolchain.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Files that the documents show, by what the documents call them. Recipes are tested by files beside them. */
const shownFiles = [
  { kind: 'example', folder: 'test/examples', pattern: '*.{ts,tsx}' },
  { kind: 'recipe', folder: 'recipes', pattern: '{,next-app/app/}!(*.test).{ts,tsx}' },
];

it.each(shownFiles)(
  'the documents show each $kind that the type checker sees, and no other',
  ({ kind, folder, pattern }) => {
    const marked = new RegExp(`<!-- ${kind}: (\\S+) -->\\n\`{3}\\w+\\n([\\s\\S]*?)\`{3}`, 'g');
    const shown = documents.flatMap((text) => [...text.matchAll(marked)]);
    const files = globSync(pattern, { cwd: join(root, folder) });

    expect(shown.map(([, name]) => name).sort()).toEqual(files.sort());
    for (const [, name = '', code] of shown) {
      expect(code, name).toBe(readFileSync(join(root, folder, name), 'utf8'));
    }
  },
);

it('the packages show examples that the type checker sees, as they are', () => {
  const shown = globSync('packages/*/README.md', { cwd: root }).flatMap((path) => [
    ...readFileSync(join(root, path), 'utf8').matchAll(/<!-- example: (\S+) -->\n`{3}\w+\n([\s\S]*?)`{3}/g),
  ]);

  expect(shown.length).toBeGreaterThan(1);
  for (const [, name = '', code] of shown) {
    expect(code, name).toBe(readFileSync(join(root, 'test/examples', name), 'utf8'));
  }
});

it('every folder, image and command that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folders = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, folder = '']) => folder);
  const images = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, image = '']) => image);
  const commands = [...readme.matchAll(/npm (?:run )?(start|test|server|check|format|bench)\b/g)];

  expect([...folders, ...images].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(commands.map(([, command = '']) => command).filter((command) => !(command in scripts))).toEqual([]);
  expect([folders.length, images.length, commands.length].every((count) => count > 0)).toBe(true);
});
