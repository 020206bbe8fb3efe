import { rmSync } from 'node:fs';
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

await runMain(async () => {
  for (const [name, { input, external }] of Object.entries(bundles)) {
    const folder = join(root, '.holdfast', 'bundles', name);
    rmSync(folder, { recursive: true, force: true });
    const bundle = await rolldown({
      cwd: root,
      input: { ...input },
      external,
      platform: 'browser',
      resolve: {
        conditionNames: ['@holdfast/source', 'module', 'browser', 'import', 'production', 'default'],
      },
      transform: { define: { 'process.env.NODE_ENV': '"production"' } },
      onLog(level, log, print) {
        // 'use client' marks files for servers that render React; a browser's bundle has no use for it.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
      },
    });
    await bundle.write({ dir: folder, format: 'esm', minify: true, comments: false });
    await bundle.close();
  }
  return runThrough('size-limit', []);
});
