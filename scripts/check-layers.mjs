import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise } from 'dependency-cruiser';
import configuration, { manager, managerLayers, react, reactLayers } from '../dependency-cruiser.config.mjs';
import { root, runMain } from './toolchain.mjs';

/** @typedef {{ rule: string, from: string, to: string }} Violation */
/** @typedef {{ violations: readonly Violation[], moduleCount: number }} LayerReport */

/** Where modules live, and the fewest that a working check can see there: a tool that sees nothing reports no violations. */
const floors = /** @type {const} */ ({
  'packages/upload-manager/src': 40,
  'packages/react-uploader/src': 20,
  'packages/mock-server/src': 40,
  'demo/src': 3,
  recipes: 8,
  test: 5,
});

/**
 * Checks all import rules under a folder that is laid out like this repository.
 * @param {string} folder
 * @param {Readonly<Record<string, number>>} [moduleFloors]
 * @returns {Promise<LayerReport>}
 */
export async function checkLayers(folder, moduleFloors = floors) {
  const base = realpathSync(folder);
  const places = Object.keys(moduleFloors).filter((place) => existsSync(join(base, place)));
  const modules = places.length === 0 ? [] : await cruiseModules(base, places);
  const seen = new Set(modules.map((module) => module.source));
  return {
    violations: [
      ...modules.flatMap(toViolations),
      ...findUnseen({ base, seen, moduleFloors }),
      ...findUnlisted(base),
    ],
    moduleCount: seen.size,
  };
}

/**
 * @param {string} base
 * @param {readonly string[]} places
 */
async function cruiseModules(base, places) {
  const { forbidden, options } = configuration;
  const { output } = await cruise(
    [...places],
    /** @type {import('dependency-cruiser').ICruiseOptions} */ ({
      ...options,
      baseDir: base,
      validate: true,
      ruleSet: { forbidden },
    }),
  );
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered text instead of modules');
  return output.modules;
}

/** @param {import('dependency-cruiser').IModule} module @returns {Violation[]} */
function toViolations({ source, dependencies }) {
  return dependencies.flatMap(({ resolved, rules = [] }) =>
    rules.map(({ name }) => ({ rule: name, from: source, to: resolved })),
  );
}

/**
 * Every source file on disk has to be among the modules seen, and there have to be enough of them.
 * @param {{ base: string, seen: ReadonlySet<string>, moduleFloors: Readonly<Record<string, number>> }} scope
 * @returns {Violation[]}
 */
function findUnseen({ base, seen, moduleFloors }) {
  return Object.entries(moduleFloors).flatMap(([place, floor]) => {
    const files = existsSync(join(base, place)) ? listSources(base, place) : [];
    const unseen = files.filter((file) => !seen.has(file));
    const seenCount = files.length - unseen.length;
    return [
      ...unseen.map((file) => ({ rule: 'every-file-is-seen', from: file, to: 'not looked at' })),
      ...(seenCount < floor
        ? [
            {
              rule: 'enough-files-are-seen',
              from: place,
              to: `${seenCount} modules, at least ${floor} expected`,
            },
          ]
        : []),
    ];
  });
}

/**
 * A folder that is not in its package's table would be free to import anything.
 * @param {string} base
 * @returns {Violation[]}
 */
function findUnlisted(base) {
  return Object.entries({ [manager]: managerLayers, [react]: reactLayers }).flatMap(([place, layers]) => {
    if (!existsSync(join(base, place))) return [];
    return readdirSync(join(base, place))
      .filter((name) => !Object.hasOwn(layers, name) && !/\.test\.tsx?$/.test(name))
      .map((name) => ({
        rule: 'every-layer-is-listed',
        from: `${place}/${name}`,
        to: 'not in the layer table',
      }));
  });
}

/** Folders and files that nobody writes by hand. */
const writtenByTools = new Set(['node_modules', 'dist', 'test-results', '.next', 'next-env.d.ts']);

/** @param {string} base @param {string} place @returns {string[]} paths as dependency-cruiser writes them */
function listSources(base, place) {
  return readdirSync(join(base, place), { withFileTypes: true }).flatMap((entry) => {
    const path = `${place}/${entry.name}`;
    if (writtenByTools.has(entry.name)) return [];
    if (entry.isDirectory()) return listSources(base, path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    const { violations, moduleCount } = await checkLayers(root);
    for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
    console.log(`${violations.length} violations in ${moduleCount} modules`);
    return violations.length === 0 ? 0 : 1;
  });
}
