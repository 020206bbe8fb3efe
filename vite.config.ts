import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The workspace's packages are read from their sources, so that nothing has to be built before developing or testing. */
const conditions = ['@holdfast/source'];

const contractSuite = ['test/contract/**/*.test.ts', 'test/integration/**/*.test.ts'];

/** A third of the suite's time: servers that are started, stopped and killed, and whole walks. `npm run check` leaves them out. */
const longContractSuite = [
  'attacks/cross-tenant',
  'batches',
  'crash',
  'entity-model',
  'job-tasks',
  'process',
  'projects',
  'single-upload',
].map((name) => `test/contract/${name}.test.ts`);

/** Rules whose answer does not hang on who takes the bytes; how the server's own URLs refuse is not asked of S3. */
const contractOnS3 = [
  'access',
  'anonymous-session',
  'audit',
  'completion',
  'content',
  'delete-by-urls',
  'edit-file',
  'expiry',
  'history',
  'idempotency',
  'jobs',
  'main-flow',
  'quota',
].map((name) => `test/contract/${name}.test.ts`);

/** How the backend takes what S3 stores do differently; it brings its own doubles of them all. */
const s3Stores = 'test/contract/s3-stores.test.ts';

/** On the stores that differ from AWS, the rules that those differences are about. */
const contractOnOtherS3 = ['completion', 'crash', 'expiry', 'main-flow'].map(
  (name) => `test/contract/${name}.test.ts`,
);

/** On a real server, the rules that bytes are in. */
const contractOnCeph = ['completion', 'content', 'main-flow'].map((name) => `test/contract/${name}.test.ts`);

const waitPatiently = fromRoot('./test/support/wait-patiently.ts');

/** The oldest React the components promise to run on. The testing library's other build would bring the newest along. */
const onReact18 = [
  ...['react', 'react-dom'].map((name) => ({
    find: new RegExp(`^${name}(?=/|$)`),
    replacement: fromRoot(`./compatibility/react-18/node_modules/${name}`),
  })),
  {
    find: /^@testing-library\/react$/,
    replacement: fromRoot('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
];

/**
 * The contract suite on one ground. The same files run on every ground: what differs is what `env` tells the suite's
 * hosts (`test/contract/hosts.ts`), and what `globalSetup` starts once for the whole run and `provide`s to them. A new
 * ground is one more project here and one more lane in `scripts/lanes.mjs`, with what has to be on the machine for it.
 */
function contractProject(test: {
  readonly name: string;
  readonly include: string[];
  readonly exclude?: string[];
  readonly env?: Record<string, string>;
  readonly globalSetup?: string[];
  readonly testTimeout?: number;
}): TestProjectInlineConfiguration {
  return {
    extends: true,
    root: fromRoot('.'),
    ssr: { resolve: { conditions, externalConditions: conditions } },
    // The files share nothing but modules; loading those anew for each would take longer than many a file's tests.
    test: { environment: 'node', isolate: false, maxWorkers: 2, ...test },
  };
}

export default defineConfig({
  root: fromRoot('./demo'),
  plugins: [react()],
  resolve: { conditions: [...conditions, 'module', 'browser', 'development|production'] },
  build: { outDir: fromRoot('./demo/dist'), emptyOutDir: true },
  worker: { format: 'es' },
  test: {
    // No test depends on speed; a busy machine must not look like a broken one.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        root: fromRoot('.'),
        ssr: { resolve: { conditions, externalConditions: conditions } },
        test: {
          name: 'unit',
          environment: 'node',
          isolate: false,
          maxWorkers: 2,
          include: [
            'packages/upload-manager/src/**/*.test.ts',
            'packages/mock-server/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'test/examples/**/*.test.ts',
          ],
          // They need a real server, which the project for it starts.
          exclude: ['**/*.ceph.test.ts'],
        },
      },
      {
        extends: true,
        root: fromRoot('.'),
        // The test of rendering on a server runs in Node.
        ssr: { resolve: { conditions, externalConditions: conditions } },
        test: {
          name: 'component',
          environment: 'jsdom',
          setupFiles: [waitPatiently],
          include: [
            'packages/react-uploader/{src,gallery}/**/*.test.{ts,tsx}',
            'demo/src/**/*.test.{ts,tsx}',
            'test/examples/**/*.test.tsx',
            'recipes/*.test.tsx',
          ],
        },
      },
      {
        extends: true,
        root: fromRoot('.'),
        resolve: { alias: onReact18 },
        ssr: { resolve: { conditions, externalConditions: conditions } },
        test: {
          name: 'react-18',
          environment: 'jsdom',
          setupFiles: [waitPatiently],
          // What imports React has to get the same one.
          server: { deps: { inline: [/@testing-library\/react/, /zustand/] } },
          include: ['packages/react-uploader/src/**/*.test.{ts,tsx}'],
        },
      },
      contractProject({
        name: 'contract',
        include: contractSuite,
        exclude: [s3Stores, ...longContractSuite],
      }),
      contractProject({ name: 'contract-long', include: longContractSuite }),
      contractProject({
        name: 'contract-postgres',
        include: [...contractSuite, 'test/postgres/**/*.test.ts'],
        exclude: [s3Stores],
        env: { HOLDFAST_TEST_DATABASE: 'postgres' },
        globalSetup: [fromRoot('test/contract/start-postgres.ts')],
      }),
      contractProject({ name: 'soak', include: ['test/soak/**/*.test.ts'] }),
      contractProject({
        name: 'contract-s3',
        include: [...contractOnS3, s3Stores],
        env: { HOLDFAST_TEST_STORAGE: 'aws' },
      }),
      ...['r2', 'minio'].map((store) =>
        contractProject({
          name: `contract-${store}`,
          include: contractOnOtherS3,
          env: { HOLDFAST_TEST_STORAGE: store },
        }),
      ),
      contractProject({
        name: 'contract-ceph',
        include: [...contractOnCeph, 'packages/mock-server/src/**/*.ceph.test.ts'],
        env: { HOLDFAST_TEST_STORAGE: 'radosgw' },
        globalSetup: [fromRoot('test/support/provide-radosgw.ts')],
      }),
      contractProject({
        name: 'browsers',
        include: ['test/browsers/**/*.test.ts'],
        globalSetup: [fromRoot('test/browsers/support/provide-display.ts')],
        // A browser is started for each test, and a file goes up in real time.
        testTimeout: 120_000,
      }),
    ],
  },
});
