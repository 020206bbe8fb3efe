import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'contract/index': 'src/contract/index.ts',
    'messages/index': 'src/messages/index.ts',
    ...Object.fromEntries(
      ['ar', 'de', 'en', 'es', 'fr', 'ja'].map((tag) => [
        `messages/${tag}`,
        `src/messages/catalogues/${tag}.ts`,
      ]),
    ),
    'testing/index': 'src/testing/index.ts',
    // Loaded by URL, relative to the chunk that creates the manager: both keep their places.
    'adapters/hash-worker': 'src/adapters/hash-worker.ts',
  },
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  fixedExtension: false,
  dts: true,
  clean: true,
});
