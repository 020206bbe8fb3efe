import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root, runMain, runThrough } from './toolchain.mjs';

const outFolder = join(root, '.holdfast', 'bundles');

/** What is weighed; `.size-limit.json` holds the budgets. @type {Readonly<Record<string, { entry: string, external: (id: string) => boolean }>>} */
const bundles = {
  engine: { entry: 'packages/upload-manager/src/index.ts', external: () => false },
  'engine-own-code': { entry: 'packages/upload-manager/src/index.ts', external: isThirdParty },
  react: {
    entry: 'packages/react-uploader/src/index.ts',
    external: (id) => isThirdParty(id) || id === '@holdfast/upload-manager',
  },
};

/** An import by package name. @param {string} id */
function isThirdParty(id) {
  return /^[a-z@]/.test(id) && !id.startsWith('@holdfast/');
}

await runMain(async () => {
  rmSync(outFolder, { recursive: true, force: true });
  for (const [name, { entry, external }] of Object.entries(bundles)) {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      resolve: { conditions: ['@holdfast/source', 'module', 'browser', 'production'] },
      define: { 'process.env.NODE_ENV': '"production"' },
      worker: { format: 'es', rollupOptions: { external } },
      build: {
        outDir: join(outFolder, name),
        target: 'es2023',
        minify: true,
        modulePreload: false,
        rollupOptions: {
          input: join(root, entry),
          external,
          preserveEntrySignatures: 'strict',
        },
      },
    });
  }
  return runThrough('size-limit', []);
});
