import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'contract/index': 'src/contract/index.ts',
    'fetch/index': 'src/fetch/index.ts',
    'messages/index': 'src/messages/index.ts',
    ...Object.fromEntries(
      ['ar', 'de', 'en', 'es', 'fr', 'ja'].map((tag) => [
        `messages/${tag}`,
        `src/messages/catalogues/${tag}.ts`,
      ]),
    ),
    'testing/index': 'src/testing/index.ts',
    // Loaded by URL, relative to the file that starts it: both keep their places.
    'adapters/hash-worker': 'src/adapters/hash-worker.ts',
  },
  // A file for each module: what an app does not load first, its bundler can only keep apart if it comes apart.
  unbundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  fixedExtension: false,
  dts: true,
  clean: true,
});
