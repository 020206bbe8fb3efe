import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RandomFile } from '../../e2e/support/random-file.ts';
import { startBenchServer } from '../support/bench-server.ts';
import { readMemory } from '../support/process-memory.ts';
import { type BenchBrowser, type BenchPage, startBenchBrowser } from './browser/bench-browser.ts';
import type { Contender } from './contenders.ts';
import type { Frames } from './pages/frames.ts';
import type { PageResult, PageTask } from './pages/page-result.ts';
import { type ProcessorLoad, watchProcessors } from './processor-load.ts';
import { type ServerOptions, type ServerReport, serverOptionsVariable } from './server/server-options.ts';
import type { TrafficReport } from './server/traffic.ts';
import { findLoss } from './verify-objects.ts';
import type { Workload } from './workloads.ts';

export interface Measurement extends ProcessorLoad {
  readonly wallMs: number;
  readonly callMs: number;
  readonly longestTaskMs: number;
  /** Seconds the main thread was at work. */
  readonly mainThreadSeconds: number;
  /** Seconds of processor time that the main thread took for the task alone. */
  readonly taskSeconds: number;
  readonly frames: Frames | null;
  readonly heapPeakBytes: number;
  readonly pagePeakBytes: number;
  readonly traffic: TrafficReport;
  /** Bytes that came more than once, beside those lost with failures on order. */
  readonly wastedBytes: number;
}

export type RunResult =
  | { readonly outcome: 'done'; readonly measurement: Measurement }
  | { readonly outcome: 'failed'; readonly reason: string }
  | { readonly outcome: 'unable' };

export interface RunOptions {
  readonly contender: Contender;
  readonly workload: Workload;
  readonly files: readonly RandomFile[];
  readonly pagesRoot: string;
  /** Holds what the run leaves on disk while it lasts. */
  readonly folder: string;
  /** Of the failures on order: the same for every contender in a round. */
  readonly seed: number;
  /** Where a profile of the page's main thread is written; profiling slows the page down a little. */
  readonly profilePath: string | null;
}

/** One workload by one contender with a server and a browser of its own. What fails is a result, too. */
export async function runOnce(options: RunOptions): Promise<RunResult> {
  const folder = await mkdtemp(join(options.folder, 'run-'));
  try {
    const server = await startBenchServer({
      script: 'test/bench/peers/server/peers-server.ts',
      environment: { [serverOptionsVariable]: JSON.stringify(toServerOptions(options, folder)) },
    });
    try {
      const browser = await startBenchBrowser(join(folder, 'profile'));
      try {
        return await withinLimit(
          measure(options, { browser, url: server.url, serverPid: server.pid }),
          options.workload.limitMs,
        );
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  } catch (error) {
    return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toServerOptions(
  { contender, pagesRoot, seed, workload }: RunOptions,
  dataFolder: string,
): ServerOptions {
  return {
    pagesRoot,
    dataFolder,
    hosts: contender.hosts,
    line: workload.line,
    faults: workload.faults && { ...workload.faults, seed },
    holdsUploads: ['list', 'show', 'scroll'].includes(workload.task),
  };
}

interface Surroundings {
  readonly browser: BenchBrowser;
  readonly url: string;
  readonly serverPid: number;
}

async function measure(options: RunOptions, { browser, serverPid, url }: Surroundings): Promise<RunResult> {
  const { contender, files, profilePath, workload } = options;
  const page = await browser.openPage();
  const address = [
    `${url}/?${contender.query}`,
    ...(workload.reloadsAt === null ? [] : ['resume=on']),
    ...(workload.isDrawn ? ['drawn'] : []),
  ].join('&');
  const sizeBytes = workload.task === 'upload' ? sizeOf(files) : 0;
  await page.goto(address);
  if (workload.reloadsAt !== null) {
    await uploadUntil(workload.reloadsAt * sizeBytes, { page, url, files });
    await page.goto(`${address}&again`);
  }
  await page.chooseFiles(files.map(({ path }) => path));
  const prepared = workload.prepare === null ? null : await runTask(page, workload.prepare);
  if (prepared !== null && prepared.outcome !== 'done') return prepared;
  const readLoad = await watchProcessors(browser, serverPid);
  const secondsBefore = await page.mainThreadSeconds();
  const heap = watchHeap(page);
  const stopProfile = profilePath === null ? null : await page.startProfile();
  const readTaskSeconds = await browser.watchMarks();
  const result = await runTask(page, workload.reloadsAt === null ? workload.task : 'resume');
  const taskSeconds = await readTaskSeconds();
  if (profilePath !== null && stopProfile !== null) await writeFile(profilePath, await stopProfile());
  const heapPeakBytes = await heap.stop();
  const load = await readLoad();
  if (result.outcome !== 'done') return result;

  const mainThreadSeconds = (await page.mainThreadSeconds()) - secondsBefore;
  const report: ServerReport = await (await fetch(`${url}/bench/report`)).json();
  const loss = workload.task === 'upload' ? await findLoss(files, report.objects) : null;
  if (loss !== null) return { outcome: 'failed', reason: `says it is done, but: ${loss}` };
  return {
    outcome: 'done',
    measurement: {
      ...load,
      wallMs: result.wallMs,
      callMs: result.callMs,
      longestTaskMs: result.longestTaskMs,
      mainThreadSeconds,
      taskSeconds,
      frames: result.frames,
      heapPeakBytes,
      pagePeakBytes: await readPagePeak(browser),
      traffic: report.traffic,
      wastedBytes: report.traffic.bodyBytes - report.traffic.failedBytes - sizeBytes,
    },
  };
}

const runTask = (page: BenchPage, task: PageTask): Promise<PageResult> =>
  page.evaluate<PageResult>(`window.chosen.then(({ run }) => run('${task}'))`);

interface UploadUntilOptions {
  readonly page: BenchPage;
  readonly url: string;
  readonly files: readonly RandomFile[];
}

/** Starts the upload and resolves when this much of it has come. */
async function uploadUntil(targetBytes: number, { files, page, url }: UploadUntilOptions): Promise<void> {
  await page.chooseFiles(files.map(({ path }) => path));
  await page.evaluate(`void window.chosen.then(({ run }) => run('upload'))`);
  const readBytes = async (): Promise<number> => {
    const traffic: TrafficReport = await (await fetch(`${url}/bench/traffic`)).json();
    return traffic.bodyBytes;
  };
  while ((await readBytes()) < targetBytes) await sleep(watchMs);
}

const watchMs = 50;
const heapWatchMs = 250;

function watchHeap(page: BenchPage): { stop(): Promise<number> } {
  let isWatching = true;
  const watching = (async () => {
    let peakBytes = 0;
    while (isWatching) {
      peakBytes = Math.max(peakBytes, await page.heapBytes());
      await sleep(heapWatchMs);
    }
    return peakBytes;
  })();
  // A page that is gone shows in the run itself.
  watching.catch(() => undefined);
  return {
    stop() {
      isWatching = false;
      return watching;
    },
  };
}

/** The most memory that the page's process held, workers included. */
async function readPagePeak(browser: BenchBrowser): Promise<number> {
  const renderers = (await browser.processes()).filter(({ type }) => type === 'renderer');
  const peaks = await Promise.all(renderers.map(async ({ id }) => (await readMemory(id)).peakBytes));
  return Math.max(...peaks);
}

function sizeOf(files: readonly RandomFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

async function withinLimit<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`was not done after ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    // Work that lost the race ends with its browser; nobody waits for how.
    work.catch(() => undefined);
  }
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
