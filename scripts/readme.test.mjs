import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './toolchain.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Folders whose files the documents show, by what the documents call them. */
const shownFolders = { example: 'test/examples', recipe: 'recipes' };

it.each(Object.entries(shownFolders))(
  'the documents show each %s that the type checker sees, and no other',
  (kind, folder) => {
    const shown = documents.flatMap((text) => [
      ...text.matchAll(new RegExp(`<!-- ${kind}: (\\S+) -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``, 'g')),
    ]);
    const files = readdirSync(join(root, folder)).filter((name) => isShown(kind, name));

    expect(shown.map(([, name]) => name).sort()).toEqual(files.sort());
    for (const [, name = '', code] of shown) {
      expect(code, name).toBe(readFileSync(join(root, folder, name), 'utf8'));
    }
  },
);

/** An example may be a test itself; recipes are tested by files beside them. @param {string} kind @param {string} name */
function isShown(kind, name) {
  return /\.tsx?$/.test(name) && (kind === 'example' || !name.includes('.test.'));
}

it('every folder, image and command that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folders = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, folder = '']) => folder);
  const images = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, image = '']) => image);
  const commands = [...readme.matchAll(/npm (?:run )?(start|test|server|check|format|bench)\b/g)];

  expect([...folders, ...images].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(commands.map(([, command = '']) => command).filter((command) => !(command in scripts))).toEqual([]);
  expect([folders.length, images.length, commands.length].every((count) => count > 0)).toBe(true);
});
