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
/** What of the React package is weighed by itself: the exports that come from these modules. */
const selections = {
  '?hooks-and-parts': /'\.\/(hooks|parts)\/[^/']+'/,
  '?hooks-and-parts-with-account': /'\.\/(hooks|parts)\//,
  '?blocks': /'\.\/(blocks\/|hooks\/upload-manager-provider\.)/,
};
const engine = { index: 'scripts/engine-first-load.ts' };
const fetchEngine = { index: 'scripts/fetch-engine-first-load.ts' };
const reactIndex = 'packages/react-uploader/src/index.ts';
const reactPage = { index: 'scripts/react-page-first-load.ts' };
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
  'engine-with-messages': {
    input: { ...engine, messages: 'packages/upload-manager/src/messages/index.ts' },
    external: () => false,
  },
  page: { input: { index: 'scripts/page-first-load.ts' }, external: isReact },
  'react-page': { input: reactPage, external: isBesideReact },
  react: { input: { index: reactIndex }, external: isBesideReact },
  'react-blocks': { input: { index: `${reactIndex}?blocks` }, external: isBesideReact },
  'react-hooks-and-parts': { input: { index: `${reactIndex}?hooks-and-parts` }, external: isBesideReact },
  'react-hooks-and-parts-with-account': {
    input: { index: `${reactIndex}?hooks-and-parts-with-account` },
    external: isBesideReact,
  },
};

/** @param {string} id */
function isReact(id) {
  return /^react(-dom)?(\/|$)/.test(id);
}

/** What a page with React and the engine has already, with the engine's sentences for errors. @param {string} id */
function isBesideReact(id) {
  return isThirdParty(id) || /^@holdfast\/upload-manager(\/messages.*)?$/.test(id);
}

/** An import by package name. @param {string} id */
function isThirdParty(id) {
  return /^[a-z@]/.test(id) && !id.startsWith('@holdfast/') && !/^(packages|scripts)\//.test(id);
}

/** The export list cut down to a selection. @type {import('rolldown').Plugin} */
const select = {
  name: 'select-exports',
  load(id) {
    const selection = Object.entries(selections).find(([suffix]) => id.endsWith(suffix));
    if (selection === undefined) return null;
    const [suffix, modules] = selection;
    const statements = readFileSync(id.slice(0, -suffix.length), 'utf8').split(/(?<=;)\n/);
    const selected = statements.filter((statement) => modules.test(statement));
    if (selected.length === 0) throw new ScriptError(`Nothing is exported from ${modules}.`);
    return { code: selected.join('\n'), moduleType: 'ts' };
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
      plugins: [select],
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
