import { parseArgs } from 'node:util';
import { chromiumVersion, ensureChromium } from './chromium.mjs';
import { lanes } from './lanes.mjs';
import { runLanes } from './run-lanes.mjs';
import { prepareToolchain, runMain, ScriptError } from './toolchain.mjs';

/** How many lanes run at a time. On two cores, `npm run check` took 75 s with one, 66 s with two. */
const width = 2;

await runMain(async () => {
  const { values } = parseArgs({ options: { fast: { type: 'boolean' }, only: { type: 'string' } } });
  const chosen = chooseLanes(values);
  const startedAt = performance.now();
  await prepareToolchain();
  const chromium = chosen.some(({ browser }) => browser) ? await ensureChromium() : undefined;
  if (chromium !== undefined && 'path' in chromium) {
    console.log(`Chromium: ${await chromiumVersion(chromium.path)}`);
  }
  /** @type {Map<string, string | undefined>} */
  const missing = new Map();
  for (const { name, findMissing } of chosen) missing.set(name, await findMissing?.());

  const results = await runLanes(chosen, {
    width,
    env: {
      FORCE_COLOR: '0',
      ...(chromium !== undefined && 'path' in chromium && { CHROMIUM_PATH: chromium.path }),
    },
    isMissing: ({ name, browser }) =>
      browser && chromium !== undefined && 'missing' in chromium ? chromium.missing : missing.get(name),
  });
  return summarize(results, (performance.now() - startedAt) / 1000);
});

/** @param {{ fast?: boolean | undefined, only?: string | undefined }} values */
function chooseLanes({ fast = false, only }) {
  if (only === undefined) return lanes.filter(({ slow = false }) => !(fast && slow));
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !lanes.some((lane) => lane.name === name));
  if (unknown.length === 0) return lanes.filter(({ name }) => names.includes(name));
  throw new ScriptError(
    `No lane is called ${unknown.join(', ')}. Lanes: ${lanes.map(({ name }) => name).join(', ')}.`,
  );
}

/**
 * @param {readonly import('./run-lanes.mjs').LaneResult[]} results
 * @param {number} seconds
 */
function summarize(results, seconds) {
  const notRun = results.filter((result) => result.notRun !== undefined);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);

  console.log(
    `\n${'lane'.padEnd(24)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(10)}`,
  );
  for (const result of results) {
    const counts = [result.passed, result.failed].map((count) => String(count).padStart(8)).join('');
    console.log(`${result.name.padEnd(24)}${counts}${result.seconds.toFixed(1).padStart(10)}`);
  }
  console.log(`all lanes: ${seconds.toFixed(0)} s\n`);
  console.log(`total: ${passed} passed, ${failed} failed`);
  const reasons = notRun.map(({ name, notRun: reason }) => `${name} (${reason})`);
  console.log(`lanes not run: ${reasons.length === 0 ? 'none' : reasons.join(', ')}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
