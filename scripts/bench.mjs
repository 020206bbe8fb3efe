import { buildDemoWhenStale } from './build-demo.mjs';
import { ensureChromium } from './chromium.mjs';
import { pinnedNode, prepareToolchain, runMain, runThrough, ScriptError } from './toolchain.mjs';

await runMain(async () => {
  await prepareToolchain();
  await buildDemoWhenStale();
  const chromium = await ensureChromium();
  if ('missing' in chromium) throw new ScriptError(`The bench needs a browser: ${chromium.missing}.`);
  return runThrough(pinnedNode, ['test/bench/ground-floor.ts', ...process.argv.slice(2)], {
    CHROMIUM_PATH: chromium.path,
  });
});
