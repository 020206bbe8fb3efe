import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportPath } from './lanes.mjs';
import { runLanes } from './run-lanes.mjs';

/** @typedef {import('./lanes.mjs').Lane} Lane */

const isMissing = () => undefined;
const options = { width: 2, env: {}, isMissing };
const succeed = [[process.execPath, '--eval', '']];
const fail = [[process.execPath, '--eval', 'console.error("it broke"); process.exit(3)']];

/**
 * A lane whose command writes this report, as a test runner would.
 * @param {object} report
 * @param {number} [exitCode]
 * @returns {Lane}
 */
function reporting(report, exitCode = 0) {
  const code = `require('node:fs').writeFileSync(process.env.LANE_REPORT, ${JSON.stringify(JSON.stringify(report))}); process.exit(${exitCode})`;
  return { name: 'lane under test', report: 'vitest', commands: [[process.execPath, '--eval', code]] };
}

const vitestReport = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };

describe('running lanes', () => {
  /** @type {string[]} */
  let printed;

  beforeEach(() => {
    printed = [];
    vi.spyOn(console, 'log').mockImplementation((/** @type {string} */ text) => void printed.push(text));
  });
  afterEach(() => vi.restoreAllMocks());

  it('counts a wall as one, and shows everything a broken one printed', async () => {
    const results = await runLanes(
      [
        { name: 'good wall', commands: succeed },
        { name: 'bad wall', commands: fail },
      ],
      options,
    );

    expect(results.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
      ['good wall', 1, 0],
      ['bad wall', 0, 1],
    ]);
    expect(printed.join('\n')).toContain('it broke');
  });

  it('counts tests from the runner’s report', async () => {
    const results = await runLanes([reporting(vitestReport)], options);

    expect(results).toEqual([expect.objectContaining({ passed: 7, failed: 0 })]);
  });

  it.each([
    ['a skipped test', { ...vitestReport, numPendingTests: 1 }, 0, 1],
    ['a test that is only planned', { ...vitestReport, numTodoTests: 1 }, 0, 1],
    ['a run that broke outside its tests', vitestReport, 1, 1],
    ['a run without tests', { ...vitestReport, numPassedTests: 0 }, 0, 1],
  ])('counts %s as failed', async (_, report, exitCode, failed) => {
    const results = await runLanes([reporting(report, exitCode)], options);

    expect(results).toEqual([expect.objectContaining({ failed })]);
  });

  it('never takes an old report for a new one', async () => {
    mkdirSync(dirname(reportPath('lane under test')), { recursive: true });
    writeFileSync(reportPath('lane under test'), JSON.stringify(vitestReport));

    const results = await runLanes([{ ...reporting({}), commands: succeed }], options);

    expect(results).toEqual([expect.objectContaining({ passed: 0, failed: 1 })]);
  });

  it('does not run what builds on a broken lane, and says why', async () => {
    const results = await runLanes(
      [
        { name: 'build', commands: fail },
        { name: 'browser', commands: succeed, after: ['build'], alone: true },
      ],
      options,
    );

    expect(results[1]).toMatchObject({ passed: 0, failed: 0, notRun: 'build failed' });
  });

  it('does not run what the machine lacks, and says what', async () => {
    const results = await runLanes([{ name: 'browser', commands: succeed }], {
      ...options,
      isMissing: () => 'no browser',
    });

    expect(results).toEqual([expect.objectContaining({ notRun: 'no browser' })]);
  });
});
