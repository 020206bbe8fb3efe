import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { writeRandomFile } from '../e2e/support/random-file.ts';
import { type Contender, type Measurement, measureUpload } from './measure-upload.ts';
import { saveResults } from './support/save-results.ts';
import { formatSpread, median } from './support/spread.ts';

/**
 * What the engine costs over a page without any library: the same file, parts, parallelism and backend, in interleaved
 * rounds. Prints a table and writes every run to .holdfast/bench/ground-floor.json.
 */
const mebibyte = 1024 * 1024;
const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const demoInput = '[data-upload-part="drop-zone"] input[type="file"]';
const demoCompleted = '[data-upload-part="item"][data-status="completed"]';

const plain: Contender = {
  name: 'library-free page',
  path: '/plain-page.html',
  input: 'input[type="file"]',
  completed: 'output[data-status="completed"]',
};
const bareInput = 'input[type="file"]';
const bareCompleted = 'output[data-status="completed"]';
const engineWithoutChecksums: Contender = {
  name: 'engine, checksums off',
  path: '/engine-page.html?checksums=off',
  input: bareInput,
  completed: bareCompleted,
};
const engineWithChecksums: Contender = {
  name: 'engine, checksums on',
  path: '/engine-page.html',
  input: bareInput,
  completed: bareCompleted,
};
const demoWithChecksums: Contender = {
  name: 'demo, checksums on',
  path: '/',
  input: demoInput,
  completed: demoCompleted,
};
const contenders = [plain, engineWithoutChecksums, engineWithChecksums, demoWithChecksums];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    mebibytes: { type: 'string', default: '1024' },
  },
});
const rounds = Number(values.rounds);
const sizeBytes = Number(values.mebibytes) * mebibyte;

const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
try {
  const staticRoot = join(folder, 'static');
  await cp(fromHere('../../demo/dist'), staticRoot, { recursive: true });
  await cp(fromHere('./plain-page.html'), join(staticRoot, 'plain-page.html'));
  await buildEnginePage(staticRoot);
  const file = await writeRandomFile(join(folder, 'bench.bin'), { sizeBytes, seed: 'bench' });

  const runs = new Map<Contender, Measurement[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [contender, measurements] of runs) {
      const measurement = await measureUpload({ contender, file, staticRoot });
      const isWarmUp = round === 0;
      console.log(
        `${isWarmUp ? 'warm-up' : `round ${round}`}: ${contender.name} ${(measurement.wallMs / 1000).toFixed(2)} s`,
      );
      if (!isWarmUp) measurements.push(measurement);
    }
  }
  report(runs);
  await save(runs);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function buildEnginePage(outDir: string): Promise<unknown> {
  return build({
    configFile: false,
    root: fromHere('.'),
    logLevel: 'error',
    resolve: { conditions: ['@holdfast/source', 'module', 'browser', 'production'] },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: false, rollupOptions: { input: fromHere('./engine-page.html') } },
  });
}

function report(runs: ReadonlyMap<Contender, readonly Measurement[]>): void {
  const floor = runs.get(plain) ?? [];
  const columns: readonly (readonly [title: string, read: (run: Measurement, index: number) => number])[] = [
    ['wall s', ({ wallMs }) => wallMs / 1000],
    ['ratio', ({ wallMs }, index) => wallMs / (floor[index]?.wallMs ?? Number.NaN)],
    ['control calls', ({ controlCalls }) => controlCalls],
    ['page MiB', ({ rendererPeakBytes }) => rendererPeakBytes / mebibyte],
    [
      'server over idle MiB',
      ({ serverIdleBytes, serverPeakBytes }) => (serverPeakBytes - serverIdleBytes) / mebibyte,
    ],
  ];
  console.log(`\n${rounds} rounds of ${values.mebibytes} MiB, median [min..max]`);
  console.log(['', ...columns.map(([title]) => title)].map((text) => text.padEnd(26)).join(''));
  for (const [{ name }, measurements] of runs) {
    const cells = columns.map(([, read]) => formatSpread(measurements.map(read)));
    console.log([name, ...cells].map((text) => text.padEnd(26)).join(''));
  }
}

async function save(runs: ReadonlyMap<Contender, readonly Measurement[]>): Promise<void> {
  const results = [...runs].map(([{ name }, measurements]) => ({
    name,
    medianWallMs: median(measurements.map(({ wallMs }) => wallMs)),
    measurements,
  }));
  await saveResults('ground-floor', { sizeBytes, rounds, results });
}
