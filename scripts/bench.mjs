import { buildDemoWhenStale } from './build-demo.mjs';
import { ensureChromium } from './chromium.mjs';
import { pinnedNode, prepareToolchain, runMain, runThrough, ScriptError } from './toolchain.mjs';

/** What can be measured: the browser's side against a page without a library and against peers, and the backend's on its own. */
const benches = new Map([
  ['ground-floor', { browser: true }],
  ['peers', { browser: true }],
  ['part-ingest', { browser: false }],
  ['control-calls', { browser: false }],
  ['history', { browser: false }],
]);

await runMain(async () => {
  const [first = '', ...rest] = process.argv.slice(2);
  const isNamed = !first.startsWith('-') && first !== '';
  const name = isNamed ? first : 'ground-floor';
  const bench = benches.get(name);
  if (!bench)
    throw new ScriptError(`No bench is called ${name}. Benches: ${[...benches.keys()].join(', ')}.`);
  await prepareToolchain();
  const environment = bench.browser ? await prepareBrowser() : {};
  const options = isNamed ? rest : process.argv.slice(2);
  return runThrough(
    pinnedNode,
    ['--conditions=@holdfast/source', `test/bench/${name}.ts`, ...options],
    environment,
  );
});

async function prepareBrowser() {
  await buildDemoWhenStale();
  const chromium = await ensureChromium();
  if ('missing' in chromium) throw new ScriptError(`The bench needs a browser: ${chromium.missing}.`);
  return { CHROMIUM_PATH: chromium.path };
}
