/**
 * Who may import whom. The table is the architecture: a folder that is not in it may not exist, and an import that is
 * not in it fails. `scripts/check-layers.mjs` runs this, `scripts/check-layers.test.mjs` proves that each rule bites.
 *
 * @typedef {{ folders: readonly string[], libraries: readonly string[] }} Allowance
 */

const inner = ['contract', 'errors', 'core', 'ports', 'store', 'upload-manager.ts'];
const joined = [...inner, 'engine', 'adapters'];
const composed = [...joined, 'compose-upload-manager.ts'];

/** The engine's layers: the folders of the package and the libraries each may import. @type {Readonly<Record<string, Allowance>>} */
export const managerLayers = {
  contract: { folders: [], libraries: ['valibot'] },
  errors: { folders: ['contract'], libraries: [] },
  core: { folders: ['contract', 'errors'], libraries: ['valibot'] },
  ports: { folders: ['contract', 'errors', 'core'], libraries: [] },
  store: { folders: ['contract', 'errors', 'core'], libraries: ['zustand'] },
  'upload-manager.ts': { folders: ['contract', 'errors', 'core', 'ports', 'store'], libraries: [] },
  engine: { folders: inner, libraries: ['p-limit', 'valibot', 'zustand'] },
  adapters: {
    folders: ['contract', 'errors', 'core', 'ports'],
    libraries: ['hash-wasm', 'idb-keyval', 'ky'],
  },
  messages: { folders: ['contract', 'errors'], libraries: [] },
  'compose-upload-manager.ts': { folders: joined, libraries: [] },
  'create-upload-manager.ts': { folders: composed, libraries: [] },
  'page-manager.ts': { folders: composed, libraries: [] },
  'get-upload-manager.ts': {
    folders: [...composed, 'page-manager.ts', 'create-upload-manager.ts'],
    libraries: [],
  },
  fetch: { folders: [...composed, 'page-manager.ts', 'public-api.ts'], libraries: [] },
  'public-api.ts': { folders: composed, libraries: [] },
  'index.ts': {
    folders: ['public-api.ts', 'create-upload-manager.ts', 'get-upload-manager.ts'],
    libraries: [],
  },
  testing: { folders: [...composed, 'messages'], libraries: ['vitest'] },
};

const components = ['hooks', 'parts', 'state', 'texts'];

/** The layers of the React package: hooks over stores, unstyled parts over hooks, ready blocks over parts. @type {Readonly<Record<string, readonly string[]>>} */
export const reactLayers = {
  texts: [],
  state: ['texts'],
  files: [],
  hooks: ['state', 'texts', 'files'],
  windowing: ['hooks'],
  parts: ['hooks', 'state', 'texts', 'windowing'],
  blocks: components,
  styles: [],
  'upload.ts': ['hooks', 'parts', 'blocks'],
  'create-upload-components.tsx': ['hooks', 'parts', 'blocks', 'upload.ts'],
  'index.ts': [...components, 'blocks', 'files', 'upload.ts', 'create-upload-components.tsx'],
  testing: ['hooks', 'parts', 'state'],
};

export const manager = 'packages/upload-manager/src';
export const react = 'packages/react-uploader/src';
const server = 'packages/mock-server/src';
/** The engine's entry for texts, and each language by itself. */
const messages = 'messages/(index|catalogues/[a-z]+)';
/** Tests, and the suites shared by several, sit beside what they test and may use all their package has. */
const test = '\\.(test|suite)\\.tsx?$';
/** A library, wherever npm put it. @param {string} name */
const toLibraryPath = (name) => `node_modules/${name}/`;
/** @param {string} place @param {string} layer a folder or a file of it */
const toLayerPath = (place, layer) =>
  `^${place}/${layer.includes('.') ? layer.replace('.', '\\.') : `${layer}/`}`;

const layerRules = Object.entries(managerLayers).flatMap(([layer, { folders, libraries }]) => {
  const from = { path: toLayerPath(manager, layer), pathNot: test };
  return [
    {
      name: `layer-${layer}`,
      comment: `${layer} may import only: ${folders.join(', ') || 'itself'}.`,
      severity: 'error',
      from,
      to: { path: `^${manager}/`, pathNot: [layer, ...folders].map((name) => toLayerPath(manager, name)) },
    },
    {
      name: `libraries-${layer}`,
      comment: `${layer} may import only these libraries: ${libraries.join(', ') || 'none'}.`,
      severity: 'error',
      from,
      to: { pathNot: ['^(packages|demo|recipes|test)/', ...libraries.map(toLibraryPath)] },
    },
  ];
});

const reactRules = [
  ...Object.entries(reactLayers).map(([layer, folders]) => ({
    name: `react-layer-${layer}`,
    comment: `${layer} may import only: ${folders.join(', ') || 'itself'}.`,
    severity: 'error',
    from: { path: toLayerPath(react, layer), pathNot: test },
    to: { path: `^${react}/`, pathNot: [layer, ...folders].map((name) => toLayerPath(react, name)) },
  })),
  {
    name: 'react-uploads-without-account',
    comment: 'A page that only uploads pays for nothing of quota, plans, files and history.',
    severity: 'error',
    from: {
      path: `^${react}/(state|hooks|parts|blocks)/[^/]+$`,
      // Full storage is said where files are added.
      pathNot: [test, `^${react}/blocks/upload-panel\\.tsx$`],
    },
    to: { path: `^${react}/(state|hooks|parts|blocks)/account/` },
  },
];

/** Packages meet only at public entries; `exports` says the same to users, this says it to relative paths as well. */
const entryRules = [
  {
    name: 'engine-knows-no-other-package',
    comment: 'The engine stands below the other packages.',
    from: { path: `^${manager}/` },
    to: { path: '^(packages/(?!upload-manager/)|demo/|recipes/|test/)' },
  },
  {
    name: 'react-uses-the-public-entry',
    comment:
      'React code sees the engine through its public entries (the testing entry in tests only), and no server.',
    from: { path: `^${react}/`, pathNot: [test, `^${react}/testing/`] },
    to: {
      path: '^(packages/|demo/|recipes/|test/)',
      pathNot: [`^${react}/`, `^${manager}/(index|${messages})\\.ts$`],
    },
  },
  {
    name: 'react-tests-use-public-entries',
    from: { path: [`^${react}/.*${test}`, `^${react}/testing/`] },
    to: {
      path: '^(packages/|demo/|recipes/|test/)',
      pathNot: [`^${react}/`, `^${manager}/(index|testing/index|contract/index|${messages})\\.ts$`],
    },
  },
  {
    name: 'react-has-no-network',
    comment: 'Bytes and API calls belong to the engine.',
    from: { path: `^${react}/`, pathNot: test },
    to: { path: ['ky', 'idb-keyval', 'hash-wasm'].map(toLibraryPath) },
  },
  {
    name: 'react-has-no-node',
    from: { path: `^${react}/`, pathNot: test },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'server-knows-only-the-contract',
    from: { path: `^${server}/` },
    to: {
      path: '^(packages/|demo/|recipes/|test/)',
      pathNot: [`^${server}/`, `^${manager}/contract/index\\.ts$`],
    },
  },
  {
    name: 'server-domain-is-web-standard',
    comment: 'The same rules and routes run in Node, in MSW and in a browser.',
    from: { path: `^${server}/(domain/|http/|app\\.ts$)`, pathNot: test },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'server-domain-below-hosts',
    comment: 'Domain, routes, database and storage never reach up to a host.',
    from: { path: `^${server}/(domain|http|db|storage|jobs|faults)/`, pathNot: test },
    to: { path: `^${server}/hosts/` },
  },
  {
    name: 'demo-and-test-use-public-entries',
    from: { path: '^(demo|recipes|test)/' },
    to: {
      path: '^packages/',
      pathNot: [
        `^${manager}/(index|fetch/index|contract/index|testing/index|${messages})\\.ts$`,
        `^${react}/((testing/)?index\\.ts|texts/whole/[a-z]+\\.ts|styles/styles\\.css)$`,
        `^${server}/(index|hosts/node|hosts/msw|hosts/msw-node|testing/index)\\.ts$`,
      ],
    },
  },
].map((rule) => ({ severity: 'error', ...rule }));

const hygieneRules = [
  {
    name: 'no-circles',
    comment: 'Type imports count.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that resolves to nothing is an import that no other rule can see.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: [...layerRules, ...reactRules, ...entryRules, ...hygieneRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What tools write.
    exclude: { path: ['^(packages/[^/]+|demo)/dist/', '^recipes/next-app/(\\.next/|next-env\\.d\\.ts)'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@holdfast/source', 'types', 'import', 'browser', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
    },
  },
};
