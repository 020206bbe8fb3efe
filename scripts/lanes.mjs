import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findOtherBrowsers } from './other-browsers.mjs';
import { whatPicturesMiss } from './pictures.mjs';
import { findPostgres } from './postgres.mjs';
import { root } from './toolchain.mjs';

/**
 * One wall or one kind of test.
 * @typedef {object} Lane
 * @property {string} name
 * @property {readonly (readonly string[])[]} commands run one after the other; all have to succeed
 * @property {'vitest' | 'playwright'} [report] who writes the JSON report that the tests are counted from; a wall counts as one
 * @property {readonly string[]} [after] lanes that have to pass first
 * @property {boolean} [slow] left out by `npm run check`
 * @property {boolean} [alone] needs the machine to itself: it measures, or drives a browser
 * @property {boolean} [browser] needs Chromium
 * @property {() => Promise<string | undefined>} [findMissing] says what the machine lacks for it; the lane is then named as not run
 */

const tsconfigs = [
  'packages/upload-manager/tsconfig.json',
  'packages/upload-manager/tsconfig.contract.json',
  'packages/react-uploader/tsconfig.json',
  'packages/mock-server/tsconfig.json',
  'demo/tsconfig.json',
  'recipes/tsconfig.json',
  'recipes/next-app/tsconfig.json',
  'test/tsconfig.json',
  'scripts/tsconfig.json',
];

/** Three times as fast as the one whose programming interface the build's tools still need. */
const compiler = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');

/** Remembers what it found, so that the next run checks what has changed only. @param {string} path */
const typeCheck = (path) => {
  const memory = join(root, '.holdfast', 'types', `${path.replaceAll('/', '-')}.tsbuildinfo`);
  return ['node', compiler, '-p', path, '--incremental', '--tsBuildInfoFile', memory];
};

/** @param {string} name */
export const reportPath = (name) => join(root, '.holdfast', 'reports', `${name.replaceAll(' ', '-')}.json`);

/** The tests of projects in `vite.config.ts`. @param {string | readonly string[]} projects @param {string} [name] @returns {Lane} */
const vitestLane = (projects, name = String(projects)) => ({
  name,
  commands: [
    [
      'vitest',
      'run',
      ...[projects].flat().flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportPath(name)}`,
    ],
  ],
  report: 'vitest',
});

/** The tests of one project in `test/e2e/playwright.config.ts`. @param {string} name @param {string} project @returns {Lane} */
const browserLane = (name, project) => ({
  name,
  commands: [['playwright', 'test', '--config', 'test/e2e/playwright.config.ts', '--project', project]],
  report: 'playwright',
  after: ['build'],
  slow: true,
  alone: true,
  browser: true,
});

/** What a Ceph of one node is made of. */
const cephCommands = [
  'radosgw',
  'radosgw-admin',
  'ceph',
  'ceph-mon',
  'ceph-osd',
  'ceph-authtool',
  'monmaptool',
];

/** @param {readonly string[]} commands @returns {string | undefined} */
function missingCommand(commands) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing = commands.find((command) => !folders.some((folder) => existsSync(join(folder, command))));
  return (
    missing &&
    `there is no ${missing} on this machine: install radosgw, ceph-mon, ceph-osd, ceph-mgr and ceph-common`
  );
}

/** The contract suite on another ground than the one `npm run check` uses. @type {readonly Lane[]} */
const groundLanes = [
  {
    ...vitestLane('contract-postgres', 'contract on PostgreSQL'),
    slow: true,
    findMissing: async () => missingOf(await findPostgres()),
  },
  { ...vitestLane(['contract-s3', 'contract-r2', 'contract-minio'], 'contract on S3'), slow: true },
  {
    ...vitestLane('contract-ceph', 'contract on Ceph'),
    slow: true,
    findMissing: async () => missingCommand(cephCommands),
  },
];

/** @param {object} found @returns {string | undefined} */
function missingOf(found) {
  return 'missing' in found ? String(found.missing) : undefined;
}

/** Every lane, the longest first: two run at a time, and a long one that starts last would be waited for. @type {readonly Lane[]} */
export const lanes = [
  { name: 'types', commands: tsconfigs.map(typeCheck) },
  ...groundLanes,
  vitestLane('contract'),
  { ...vitestLane('contract-long', 'long contract tests'), slow: true },
  vitestLane('unit'),
  { ...vitestLane('component'), slow: true },
  { ...vitestLane('react-18', 'components on React 18'), slow: true },
  { name: 'build', commands: [['node', 'scripts/build.mjs']], slow: true },
  { name: 'layers', commands: [['node', 'scripts/check-layers.mjs']] },
  { name: 'format and lint', commands: [['biome', 'ci', '.']] },
  { name: 'dead code', commands: [['knip', '--no-progress']] },
  { name: 'package shape', commands: [['node', 'scripts/check-packages.mjs']], after: ['build'], slow: true },
  { name: 'bundle budget', commands: [['node', 'scripts/check-bundles.mjs']], slow: true },
  browserLane('end to end', 'own storage'),
  { ...browserLane('pictures', 'pictures'), findMissing: whatPicturesMiss },
  browserLane('Next.js', 'next app'),
  {
    ...vitestLane('browsers', 'Firefox and WebKitGTK'),
    after: ['build'],
    slow: true,
    alone: true,
    findMissing: async () => missingOf(findOtherBrowsers()),
  },
  {
    ...browserLane('end to end on Ceph', 'ceph'),
    findMissing: async () => missingCommand(cephCommands),
  },
];
