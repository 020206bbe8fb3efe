import { randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bareNode, holdfast, type IngestContender, tusServer } from './ingest/contenders.ts';
import { startBenchServer } from './support/bench-server.ts';
import { readCpuMs, readMemory, resetPeak } from './support/process-memory.ts';
import { saveResults } from './support/save-results.ts';
import { sendBodies } from './support/send-bodies.ts';
import { formatSpread } from './support/spread.ts';

/**
 * How fast parts reach the disk, beside a bare Node server and tus' server on the same disk, in interleaved rounds; and
 * the memory of the server while many large parts come in at once.
 */
const mebibyte = 1024 * 1024;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);

interface Load {
  readonly contender: IngestContender;
  readonly partBytes: number;
  readonly partCount: number;
  readonly parallelism: number;
}

interface Result {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly idleBytes: number;
  readonly peakBytes: number;
}

async function measure({ contender, partBytes, partCount, parallelism }: Load): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-ingest-'));
  const server = await startBenchServer(contender.server(folder));
  try {
    const body = randomFillSync(new Uint8Array(partBytes));
    const targets = await contender.prepare(
      server.url,
      Array.from({ length: partCount }, () => body),
    );
    const { residentBytes } = await readMemory(server.pid);
    await resetPeak(server.pid);
    const cpuBeforeMs = await readCpuMs(server.pid);
    const wallMs = await sendBodies(targets, parallelism);
    return {
      wallMs,
      cpuMs: (await readCpuMs(server.pid)) - cpuBeforeMs,
      idleBytes: residentBytes,
      peakBytes: (await readMemory(server.pid)).peakBytes,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const contenders = [bareNode, holdfast('sha256'), holdfast('none'), tusServer];
const load = { partBytes: 16 * mebibyte, partCount: 60, parallelism: 5 };
const runs = new Map(contenders.map((contender): [IngestContender, Result[]] => [contender, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [contender, results] of runs) {
    const result = await measure({ contender, ...load });
    // The first round warms the disk's cache up for all.
    if (round > 0) results.push(result);
  }
}
const floor = runs.get(bareNode) ?? [];
console.log(
  `\n${load.partCount} parts of 16 MiB, ${load.parallelism} at a time, ${rounds} rounds, median [min..max]`,
);
for (const [{ name }, results] of runs) {
  const rate = results.map(({ wallMs }) => (load.partCount * 16 * 1000) / wallMs);
  const ratio = results.map(({ wallMs }, index) => (floor[index]?.wallMs ?? Number.NaN) / wallMs);
  const cpu = results.map(({ cpuMs }) => cpuMs / 1000);
  console.log(
    [
      name,
      `${formatSpread(rate)} MiB/s`,
      `${formatSpread(ratio)} of bare`,
      `${formatSpread(cpu)} s processor`,
    ]
      .map((cell) => cell.padEnd(34))
      .join(''),
  );
}

const crowd = await measure({
  contender: holdfast('sha256'),
  partBytes: 64 * mebibyte,
  partCount: 50,
  parallelism: 50,
});
const grownBytes = crowd.peakBytes - crowd.idleBytes;
console.log(
  `\n50 parts of 64 MiB at once: ${(grownBytes / mebibyte).toFixed(0)} MiB over idle, ${(crowd.wallMs / 1000).toFixed(1)} s`,
);

await saveResults('part-ingest', {
  load,
  crowd,
  runs: [...runs].map(([{ name }, results]) => ({ name, results })),
});
