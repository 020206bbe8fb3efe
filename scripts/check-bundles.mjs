import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { root, runMain, runThrough, ScriptError } from './toolchain.mjs';

/**
 * `firstUpload`: what a page that uploads loads later, on its own. `isOneScript`: nothing is loaded later, as in a worker that
 * Vite makes.
 * @typedef {{ input: Readonly<Record<string, string>>, external: (id: string) => boolean, firstUpload?: readonly string[], isOneScript?: boolean }} Bundle
 */

const manager = 'packages/upload-manager/src';
const engine = { index: 'scripts/engine-first-load.ts' };
const fetchEngine = { index: 'scripts/fetch-engine-first-load.ts' };
const reactIndex = 'packages/react-uploader/src/index.ts';
const withoutBlocks = '?without-blocks';
const firstUpload = [
  `${manager}/engine/network/start-network-part.ts`,
  `${manager}/adapters/browser-session-repository.ts`,
];

/** What is weighed, as an app would ship it; `.size-limit.json` holds the budgets. @type {Readonly<Record<string, Bundle>>} */
const bundles = {
  engine: {
    input: engine,
    external: () => false,
    firstUpload: [...firstUpload, `${manager}/adapters/ky-network.ts`],
  },
  'engine-own-code': { input: engine, external: isThirdParty },
  'fetch-engine': {
    input: fetchEngine,
    external: () => false,
    firstUpload: [...firstUpload, `${manager}/adapters/fetch-network.ts`],
  },
  'hash-worker': {
    input: { index: `${manager}/adapters/hash-worker.ts` },
    external: () => false,
    isOneScript: true,
  },
  'react-page': { input: { index: 'scripts/react-page-first-load.ts' }, external: isBesideReact },
  react: { input: { index: reactIndex }, external: isBesideReact },
  'react-hooks-and-parts': { input: { index: `${reactIndex}${withoutBlocks}` }, external: isBesideReact },
};

/** What a page with React and the engine has already. @param {string} id */
function isBesideReact(id) {
  return isThirdParty(id) || id === '@holdfast/upload-manager';
}

/** An import by package name. @param {string} id */
function isThirdParty(id) {
  return /^[a-z@]/.test(id) && !id.startsWith('@holdfast/') && !/^(packages|scripts)\//.test(id);
}

/** The exports of the hooks and parts alone, for those who draw everything themselves. @type {import('rolldown').Plugin} */
const leaveOutBlocks = {
  name: 'leave-out-blocks',
  load(id) {
    if (!id.endsWith(withoutBlocks)) return null;
    const lines = readFileSync(id.slice(0, -withoutBlocks.length), 'utf8').split('\n');
    const isOfBlocks = (/** @type {string} */ line) =>
      /'\.\/(blocks\/|upload\.|create-upload-components\.)/.test(line);
    return { code: lines.filter((line) => !isOfBlocks(line)).join('\n'), moduleType: 'ts' };
  },
};

/**
 * The files a browser fetches for the entry and these modules: theirs, and what they import without `import()`.
 * @param {import('rolldown').RolldownOutput['output']} output
 * @param {readonly string[]} modules
 */
function filesOf(output, modules) {
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const files = new Set(
    [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName),
  );
  for (const module of modules) {
    const chunk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId === join(root, module));
    if (chunk === undefined) throw new ScriptError(`${module} is not loaded on its own.`);
    files.add(chunk.fileName);
  }
  for (const file of files) {
    for (const imported of chunks.get(file)?.imports ?? []) if (chunks.has(imported)) files.add(imported);
  }
  return files;
}

await runMain(async () => {
  for (const [name, bundleOf] of Object.entries(bundles)) {
    const { input, external, firstUpload = [], isOneScript = false } = bundleOf;
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
      plugins: [leaveOutBlocks],
      onLog(level, log, print) {
        // 'use client' marks files for servers that render React; a browser's bundle has no use for it.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
      },
    });
    const { output } = await bundle.write({
      dir: folder,
      format: isOneScript ? 'iife' : 'esm',
      codeSplitting: !isOneScript,
      minify: true,
      comments: false,
      chunkFileNames: ({ name, facadeModuleId }) => `${folderOf(facadeModuleId)}${name}-[hash].js`,
    });
    await bundle.close();
    copyFiles(filesOf(output, []), folder, 'first-load');
    copyFiles(filesOf(output, firstUpload), folder, 'first-upload');
  }
  return runThrough('size-limit', []);
});

/** Tells the two files of a language apart. @param {string | null | undefined} moduleId */
function folderOf(moduleId) {
  return moduleId === null || moduleId === undefined ? '' : `${basename(dirname(moduleId))}-`;
}

/** @param {ReadonlySet<string>} files @param {string} folder @param {string} name */
function copyFiles(files, folder, name) {
  mkdirSync(join(folder, name));
  for (const file of files) copyFileSync(join(folder, file), join(folder, name, file));
}
