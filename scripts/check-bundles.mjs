import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root, runMain, runThrough } from './toolchain.mjs';

/** @typedef {{ input: Readonly<Record<string, string>>, external: (id: string) => boolean }} Bundle */

const engine = { index: 'scripts/engine-first-load.ts' };

/** What is weighed, as an app would ship it; `.size-limit.json` holds the budgets. @type {Readonly<Record<string, Bundle>>} */
const bundles = {
  engine: { input: engine, external: () => false },
  'engine-own-code': { input: engine, external: isThirdParty },
  react: {
    input: { index: 'packages/react-uploader/src/index.ts' },
    external: (id) => isThirdParty(id) || id === '@holdfast/upload-manager',
  },
};

/** An import by package name. @param {string} id */
function isThirdParty(id) {
  return /^[a-z@]/.test(id) && !id.startsWith('@holdfast/') && !/^(packages|scripts)\//.test(id);
}

/**
 * The files a browser fetches before the first line runs: the entry, and what it imports without `import()`.
 * @param {import('rolldown').RolldownOutput['output']} output
 */
function staticFiles(output) {
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const files = new Set(
    [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
  );
  for (const file of files) {
    for (const imported of chunks.get(file)?.imports ?? []) if (chunks.has(imported)) files.add(imported);
  }
  return files;
}

await runMain(async () => {
  for (const [name, { input, external }] of Object.entries(bundles)) {
    const folder = join(root, '.holdfast', 'bundles', name);
    rmSync(folder, { recursive: true, force: true });
    const bundle = await rolldown({
      cwd: root,
      input: { ...input },
      external,
      platform: 'browser',
      // The entry of an app may export what its other files need: nothing of the first load becomes a file of its own.
      preserveEntrySignatures: 'allow-extension',
      resolve: {
        conditionNames: ['@holdfast/source', 'module', 'browser', 'import', 'production', 'default'],
      },
      transform: { define: { 'process.env.NODE_ENV': '"production"' } },
      onLog(level, log, print) {
        // 'use client' marks files for servers that render React; a browser's bundle has no use for it.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
      },
    });
    const { output } = await bundle.write({ dir: folder, format: 'esm', minify: true, comments: false });
    await bundle.close();
    const firstLoad = join(folder, 'first-load');
    mkdirSync(firstLoad);
    for (const file of staticFiles(output)) copyFileSync(join(folder, file), join(firstLoad, file));
  }
  return runThrough('size-limit', []);
});
