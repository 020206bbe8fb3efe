import { createHash, randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type {
  CompleteBatchResponse,
  InitiateBatchResponse,
  SignPartsResponse,
  UploadSession,
} from '@holdfast/upload-manager/contract';
import { startBenchServer } from './support/bench-server.ts';
import { callApi } from './support/call-api.ts';
import { type Deployment, deployments } from './support/deployments.ts';
import { saveResults } from './support/save-results.ts';
import { type BodyTarget, sendBodies } from './support/send-bodies.ts';
import { formatSpread } from './support/spread.ts';

/** Files a second through the batch forms of initiate and complete, and part URLs a second, on each database and store. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const batchSize = 100;
const batches = 10;
const fileBytes = 1024;

interface Result {
  readonly filesPerSecond: number;
  readonly callsPerSecond: number;
  readonly partUrlsPerSecond: number;
}

async function measure(deployment: Deployment): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-calls-'));
  const { environment, stop } = await deployment.start(folder);
  try {
    const server = await startBenchServer({ script: 'packages/mock-server/src/hosts/cli.ts', environment });
    try {
      const batchMs = await timeBatches(server.url);
      // A server that was just started has compiled none of it yet; who runs one for days never sees that.
      await timeSigning(server.url);
      const signMs = await timeSigning(server.url);
      return {
        filesPerSecond: (batches * batchSize * 1000) / batchMs,
        callsPerSecond: (batches * 2 * 1000) / batchMs,
        partUrlsPerSecond: (batches * batchSize * 1000) / signMs,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The control calls only: what the files' bytes take on their way is the store's affair. */
async function timeBatches(url: string): Promise<number> {
  let spentMs = 0;
  const timed = async <Answer>(path: string, body: unknown): Promise<Answer> => {
    const startedAt = performance.now();
    const answer = await callApi<Answer>(url, path, body);
    spentMs += performance.now() - startedAt;
    return answer;
  };
  for (let batch = 0; batch < batches; batch += 1) {
    const bodies = Array.from({ length: batchSize }, () => randomFillSync(new Uint8Array(fileBytes)));
    const { results } = await timed<InitiateBatchResponse>('/app/uploads/initiate-batch', {
      files: bodies.map((body, index) => ({
        client_reference: String(index),
        file_name: `${index}.bin`,
        file_size: fileBytes,
        checksum_algorithms: ['sha256'],
        checksum: { algorithm: 'sha256', value: createHash('sha256').update(body).digest('base64') },
      })),
    });
    const sessions = results.flatMap(({ session }) => (session ? [session] : []));
    const targets = sessions.flatMap(({ upload }, index): BodyTarget[] =>
      upload ? [{ ...upload, body: bodies[index] ?? new Uint8Array() }] : [],
    );
    await sendBodies(targets, 5);
    const completed = await timed<CompleteBatchResponse>('/app/assets/upload/complete-batch', {
      uploads: sessions.map(({ upload_session_id }) => ({ upload_session_id })),
    });
    const count = completed.results.filter(({ status }) => status === 200).length;
    if (count !== batchSize) throw new Error(`${count} of ${batchSize} files became active`);
  }
  return spentMs;
}

async function timeSigning(url: string): Promise<number> {
  const session = await callApi<UploadSession>(url, '/app/uploads/initiate', {
    file_name: 'large.bin',
    file_size: 100 * 1024 ** 3,
    checksum_algorithms: ['sha256'],
  });
  const checksum = createHash('sha256').digest('base64');
  const startedAt = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    const parts = Array.from({ length: batchSize }, (_, index) => ({
      part_number: batch * batchSize + index + 1,
      ...(session.checksum_algorithm === 'sha256' ? { checksum } : {}),
    }));
    await callApi<SignPartsResponse>(url, `/app/uploads/${session.upload_session_id}/multipart-part-urls`, {
      parts,
    });
  }
  return performance.now() - startedAt;
}

const runs = new Map(deployments.map((deployment): [Deployment, Result[]] => [deployment, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [deployment, results] of runs) results.push(await measure(deployment));
}
console.log(
  `\nBatches of ${batchSize} files of ${fileBytes} bytes, one caller, ${rounds} rounds, median [min..max]`,
);
for (const [{ name }, results] of runs) {
  const cells = [
    name,
    `${formatSpread(results.map(({ filesPerSecond }) => filesPerSecond))} files/s`,
    `${formatSpread(results.map(({ callsPerSecond }) => callsPerSecond))} calls/s`,
    `${formatSpread(results.map(({ partUrlsPerSecond }) => partUrlsPerSecond))} part URLs/s`,
  ];
  console.log(cells.map((cell) => cell.padEnd(32)).join(''));
}
await saveResults(
  'control-calls',
  [...runs].map(([{ name }, results]) => ({ name, results })),
);
