import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './toolchain.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('the README embeds the example that the type checker sees', () => {
  const example = readFileSync(join(root, 'test', 'embed-example.tsx'), 'utf8');

  const [, shown] = /```tsx\n([\s\S]*?)```/.exec(readme) ?? [];

  expect(shown).toBe(example);
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
