import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The workspace's packages are read from their sources, so that nothing has to be built before developing or testing. */
const conditions = ['@holdfast/source'];

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
          include: [
            'packages/upload-manager/src/**/*.test.ts',
            'packages/mock-server/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
        },
      },
      {
        extends: true,
        root: fromRoot('.'),
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['packages/react-uploader/src/**/*.test.{ts,tsx}', 'demo/src/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        root: fromRoot('.'),
        ssr: { resolve: { conditions, externalConditions: conditions } },
        test: {
          name: 'contract',
          environment: 'node',
          include: ['test/contract/**/*.test.ts', 'test/integration/**/*.test.ts'],
        },
      },
    ],
  },
});
