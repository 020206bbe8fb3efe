import { join } from 'node:path';
import { buildDemo } from './build-demo.mjs';
import { capture, prepareToolchain, root, runMain, ScriptError } from './toolchain.mjs';

/** In the order of their dependencies. */
const packages = ['upload-manager', 'react-uploader', 'mock-server'];

await runMain(async () => {
  await prepareToolchain();
  for (const name of packages) {
    console.log(`Building @holdfast/${name} …`);
    const { exitCode, output } = await capture('tsdown', ['--logLevel', 'warn'], {
      cwd: join(root, 'packages', name),
    });
    if (exitCode !== 0) throw new ScriptError(`${output}\n@holdfast/${name} does not build.`);
  }
  await buildDemo();
});
