import { runBackend } from './backend-process.mjs';
import { prepareToolchain, runMain } from './toolchain.mjs';

await runMain(async () => {
  await prepareToolchain();
  return runBackend();
});
