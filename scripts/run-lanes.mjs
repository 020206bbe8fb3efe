import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { reportPath } from './lanes.mjs';
import { capture } from './toolchain.mjs';

/** @typedef {import('./lanes.mjs').Lane} Lane */
/** @typedef {{ name: string, passed: number, failed: number, seconds: number, notRun?: string }} LaneResult */

/**
 * Runs lanes, `width` at a time, in order as far as their conditions allow.
 * @param {readonly Lane[]} lanes
 * @param {{ width: number, env: Record<string, string>, isMissing: (lane: Lane) => string | undefined }} options
 * @returns {Promise<LaneResult[]>} in the order of the lanes
 */
export async function runLanes(lanes, { width, env, isMissing }) {
  /** @type {Map<string, LaneResult>} */
  const results = new Map();
  /** @type {Map<Lane, Promise<void>>} */
  const running = new Map();
  const waiting = new Set(lanes);

  while (waiting.size > 0 || running.size > 0) {
    const next = running.size < width ? [...waiting].find((lane) => mayStart(lane)) : undefined;
    if (next === undefined) {
      await Promise.race(running.values());
      continue;
    }
    waiting.delete(next);
    running.set(
      next,
      settle(next).then((result) => {
        results.set(next.name, result);
        running.delete(next);
        printResult(result);
      }),
    );
  }
  return lanes.flatMap(({ name }) => results.get(name) ?? []);

  /** @param {Lane} lane */
  function mayStart({ alone = false, after = [] }) {
    if ([...running.keys()].some((other) => other.alone) || (alone && running.size > 0)) return false;
    // A lone lane waits until the crowd is through, so that it holds nobody up.
    if (alone && [...waiting].some((other) => !other.alone)) return false;
    return after.every((name) => results.has(name) || !lanes.some((lane) => lane.name === name));
  }

  /** @param {Lane} lane @returns {Promise<LaneResult>} */
  async function settle(lane) {
    const broken = (lane.after ?? []).find((name) => (results.get(name)?.failed ?? 0) > 0);
    const missing = broken === undefined ? isMissing(lane) : `${broken} failed`;
    if (missing !== undefined) return { name: lane.name, passed: 0, failed: 0, seconds: 0, notRun: missing };
    return runLane(lane, { ...env, ...(lane.report && { LANE_REPORT: reportPath(lane.name) }) });
  }
}

/**
 * @param {Lane} lane
 * @param {Record<string, string>} env
 * @returns {Promise<LaneResult>}
 */
async function runLane({ name, commands, report, alone = false }, env) {
  const startedAt = performance.now();
  const path = reportPath(name);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  let failures = 0;
  for (const [command = '', ...parameters] of commands) {
    // A lone lane is a long one: its lines are shown as they come.
    const onOutput = alone ? (/** @type {string} */ text) => process.stdout.write(text) : undefined;
    const { exitCode, output } = await capture(command, parameters, { env, ...(onOutput && { onOutput }) });
    if (exitCode === 0) continue;
    failures += 1;
    if (!alone) console.log(`\n── ${name}: ${command} ${parameters.join(' ')}\n${output.trimEnd()}\n`);
  }
  const counts = report === undefined ? countWall(failures) : countTests(path, report, failures);
  return { name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
}

/** @param {number} failures */
function countWall(failures) {
  return failures === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Counts from the JSON report. A skipped test counts as failed, a run that broke outside its tests too, and so does one without tests.
 * @param {string} path
 * @param {'vitest' | 'playwright'} report
 * @param {number} failures
 */
function countTests(path, report, failures) {
  const { passed, failed } = readReport(path, report);
  const unexplained = failed === 0 && (failures > 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

/** @param {string} path @param {'vitest' | 'playwright'} report */
function readReport(path, report) {
  try {
    const json = JSON.parse(readFileSync(path, 'utf8'));
    if (report === 'vitest') {
      return {
        passed: Number(json.numPassedTests),
        failed: Number(json.numFailedTests) + Number(json.numPendingTests) + Number(json.numTodoTests),
      };
    }
    const { expected, unexpected, flaky, skipped } = json.stats;
    return { passed: Number(expected), failed: Number(unexpected) + Number(flaky) + Number(skipped) };
  } catch (error) {
    console.log(`No readable test report at ${path}: ${error}`);
    return { passed: 0, failed: 0 };
  }
}

/** @param {LaneResult} result */
function printResult({ name, passed, failed, seconds, notRun }) {
  const counts = failed > 0 ? `${passed} passed, ${failed} failed` : `${passed} passed`;
  const outcome = notRun === undefined ? counts : `not run: ${notRun}`;
  const mark = failed > 0 ? '✗' : '✓';
  const line = `${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s   ${outcome}`;
  console.log(`${notRun === undefined ? mark : '–'} ${line}`);
}
