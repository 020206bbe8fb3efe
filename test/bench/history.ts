import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBenchServer } from './support/bench-server.ts';
import { type Deployment, databases } from './support/deployments.ts';
import { saveResults } from './support/save-results.ts';
import { seedFiles } from './support/seed-files.ts';
import { formatSpread } from './support/spread.ts';

/** A page of the upload history with few files and with many: milliseconds as a caller sees them. */
const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '10000' },
    many: { type: 'string', default: '10000000' },
    calls: { type: 'string', default: '30' },
  },
});
const sizes = [Number(values.few), Number(values.many)];
const calls = Number(values.calls);

const queries: Readonly<Record<string, (rows: number) => string>> = {
  'first page': () => '',
  'page in the middle': (rows) => `cursor=${cursorAt(Math.floor(rows / 2))}`,
  'one status': () => 'status=failed',
  'a day in the middle': (rows) =>
    `from=${new Date(timeOf(rows / 2)).toISOString()}&to=${new Date(timeOf(rows / 2) + 86_400_000).toISOString()}`,
  'a name few begin with': () => 'filename=rare',
  'a name nearly all begin with': () => 'filename=img',
};

interface Result {
  readonly database: string;
  readonly rows: number;
  readonly query: string;
  readonly milliseconds: readonly number[];
}

const timeOf = (row: number): number => 1_700_000_000_000 + Math.floor(row) * 10;

/** What the server itself would answer as `next_cursor` after this row. */
function cursorAt(row: number): string {
  const position = [timeOf(row), `f${String(row).padStart(10, '0')}`];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

async function measure(deployment: Deployment): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-history-'));
  const { environment, stop } = await deployment.start(folder);
  // Its jobs would only wait for the seeding.
  const server = await startBenchServer({
    script: 'packages/mock-server/src/hosts/cli.ts',
    environment: { ...environment, JOBS: 'false' },
  });
  const results: Result[] = [];
  try {
    let seeded = 0;
    for (const rows of sizes) {
      await seedFiles(environment.DATABASE_URL ?? '', seeded, rows);
      seeded = rows;
      for (const [query, parametersOf] of Object.entries(queries)) {
        const milliseconds = await timeCalls(`${server.url}/api/ingestion/history?${parametersOf(rows)}`);
        results.push({ database: deployment.name, rows, query, milliseconds });
      }
    }
    return results;
  } finally {
    await server.stop();
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeCalls(url: string): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now();
    // A connection kept from before the seeding is one the server has closed.
    const response = await fetch(url, { headers: { authorization: 'Bearer bench', connection: 'close' } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    milliseconds.push(performance.now() - startedAt);
  }
  return milliseconds;
}

const results: Result[] = [];
for (const deployment of databases) results.push(...(await measure(deployment)));
console.log(`\nOne page of 50, one caller, ${calls} calls, milliseconds, median [min..max]`);
for (const { database, query } of results.filter(({ rows }) => rows === sizes[0])) {
  const cells = results
    .filter((result) => result.database === database && result.query === query)
    .map(({ rows, milliseconds }) => `${rows} rows: ${formatSpread(milliseconds)}`);
  console.log([database, query, ...cells].map((cell) => cell.padEnd(32)).join(''));
}
await saveResults('history', results);
