import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'testing/index': 'src/testing/index.ts',
    ...Object.fromEntries(
      ['ar', 'de', 'en', 'es', 'fr', 'ja'].map((tag) => [`texts/whole/${tag}`, `src/texts/whole/${tag}.ts`]),
    ),
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  fixedExtension: false,
  dts: true,
  clean: true,
  // One output file per source file: each keeps its own 'use client', and bundlers drop the parts nobody uses.
  unbundle: true,
  hooks: { 'build:done': writeStyles },
});

/** The styles are written in several files and shipped as one: a page that links them makes one request. */
async function writeStyles() {
  const main = await readFile(pathOf('src/styles/styles.css'), 'utf8');
  const imports = [...main.matchAll(/^@import "\.\/(?<name>[\w-]+\.css)";$/gm)];
  const files = imports.map(({ groups }) => readFile(pathOf(`src/styles/${groups?.name}`), 'utf8'));
  const head = main.slice(0, imports[0]?.index ?? main.length);
  await writeFile(pathOf('dist/styles.css'), [head, ...(await Promise.all(files))].join('\n'));
}
