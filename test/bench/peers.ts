import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPages } from './peers/build-pages.ts';
import { type Contender, contenders } from './peers/contenders.ts';
import { judge } from './peers/goals.ts';
import { createFileStock } from './peers/prepare-files.ts';
import { formatTable } from './peers/results-table.ts';
import { type RunResult, runOnce } from './peers/run-once.ts';
import { createWorkloads, type Workload, type WorkloadName } from './peers/workloads.ts';
import { writeSection } from './peers/write-section.ts';
import { placeResult, saveResults } from './support/save-results.ts';

/**
 * Holdfast beside other uploaders and beside no library, in a real browser against one local server: the same files, the
 * same store and the same line for all, in interleaved rounds. Every upload is compared by its hashes.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    workload: { type: 'string', multiple: true },
    contender: { type: 'string', multiple: true },
    mebibytes: { type: 'string' },
    /** Sizes that only show whether everything runs; nothing is written to the documentation. */
    quick: { type: 'boolean', default: false },
    /** Keeps a profile of the page's main thread of each run beside the results, for the browser's developer tools. */
    profile: { type: 'boolean', default: false },
  },
});
const isQuick = values.quick;
const rounds = readCount(values.rounds ?? (isQuick ? '1' : '5'), '--rounds');
const mebibytes = readCount(values.mebibytes ?? (isQuick ? '128' : '1024'), '--mebibytes');
const workloads = choose(createWorkloads({ isQuick, mebibytes }), values.workload, '--workload');
const chosen = choose(contenders, values.contender, '--contender');

const allRuns = new Map<WorkloadName, ReadonlyMap<Contender, readonly RunResult[]>>();

const folder = await mkdtemp(join(tmpdir(), 'holdfast-peers-'));
// Whoever interrupts the bench finds nothing of it left; the processes end with this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
const pagesRoot = join(folder, 'pages');
await buildPages(pagesRoot, { keepsNames: values.profile });
const stock = createFileStock(join(folder, 'files'));
for (const workload of workloads) {
  const files = await stock.take(workload.files);
  const runs = new Map(chosen.map((contender): [Contender, RunResult[]] => [contender, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, results] of runs) {
      if (contender.leftOut?.[workload.name] !== undefined) continue;
      const result = await runOnce({
        contender,
        workload,
        files,
        pagesRoot,
        folder,
        seed: round,
        profilePath: values.profile
          ? await placeResult(`peers-${workload.name}-${contender.name}.cpuprofile`)
          : null,
      });
      console.log(`${workload.name}, round ${round}: ${contender.label} ${describe(result)}`);
      results.push(result);
    }
  }
  allRuns.set(workload.name, runs);
  await present(workload, runs);
}

async function present(
  workload: Workload,
  runs: ReadonlyMap<Contender, readonly RunResult[]>,
): Promise<void> {
  const verdicts = judge(workload.name, allRuns).map(
    ({ goal, isMet, value }) => `- ${isMet ? 'met' : 'missed'}: ${goal}, is ${Number(value.toPrecision(4))}`,
  );
  const results = [formatTable(workload, runs), verdicts.join('\n')]
    .filter((text) => text !== '')
    .join('\n\n');
  console.log(`\n${workload.title}; ${rounds} rounds, median [min..max]\n\n${results}`);
  await saveResults(
    `peers-${workload.name}`,
    [...runs].map(([{ name }, all]) => ({ name, results: all })),
  );
  const isWhole = !isQuick && !values.profile && chosen.length === contenders.length;
  if (isWhole) await writeSection(workload, { results, rounds });
}

function describe(result: RunResult): string {
  if (result.outcome === 'done') return `${(result.measurement.wallMs / 1000).toFixed(2)} s`;
  return result.outcome === 'failed' ? `failed: ${result.reason}` : 'cannot do this';
}

function choose<Item extends { readonly name: string }>(
  items: readonly Item[],
  names: readonly string[] | undefined,
  option: string,
): readonly Item[] {
  if (names === undefined) return items;
  for (const name of names) {
    if (items.some((item) => item.name === name)) continue;
    throw new Error(`${option} ${name} is unknown. There are: ${items.map((item) => item.name).join(', ')}`);
  }
  return items.filter((item) => names.includes(item.name));
}

function readCount(text: string, option: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`${option} takes a whole number from 1 on, not ${text}`);
  return count;
}
