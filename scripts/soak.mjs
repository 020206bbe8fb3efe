import { prepareToolchain, runMain, runThrough } from './toolchain.mjs';

await runMain(async () => {
  await prepareToolchain();
  return runThrough('vitest', ['run', '--project', 'soak', ...process.argv.slice(2)]);
});
