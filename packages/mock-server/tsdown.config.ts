import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'hosts/node': 'src/hosts/node.ts',
    'hosts/msw': 'src/hosts/msw.ts',
    'hosts/msw-node': 'src/hosts/msw-node.ts',
    'testing/index': 'src/testing/index.ts',
    'hosts/cli': 'src/hosts/cli.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  dts: true,
  clean: true,
});
