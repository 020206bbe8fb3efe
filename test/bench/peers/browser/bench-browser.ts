import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { chromiumArguments } from '../../../e2e/support/chromium-arguments.ts';
import { connectDevtools, type DevtoolsSession } from './devtools-connection.ts';

interface ProcessEntry {
  readonly id: number;
  readonly type: string;
  /** Seconds. */
  readonly cpuTime: number;
}

/** Of the trace format that Chromium writes. */
interface TraceEvent {
  readonly cat: string;
  readonly name: string;
  /** Microseconds of processor time that the thread has taken so far. */
  readonly tts?: number;
}

/** Of what pages say with `performance.mark`. */
const markCategory = 'blink.user_timing';

export interface BenchBrowser {
  openPage(): Promise<BenchPage>;
  /**
   * From now until the answer is called. It gives the seconds of processor time that a page's main thread took between
   * the marks `begin` and `end`: what it took while others had the processor is not in it.
   */
  watchMarks(): Promise<() => Promise<number>>;
  processes(): Promise<readonly ProcessEntry[]>;
  close(): Promise<void>;
}

/** A page nobody watches but by the commands given here. */
export interface BenchPage {
  goto(url: string): Promise<void>;
  /** The value of an expression, awaited. */
  evaluate<Value>(expression: string): Promise<Value>;
  chooseFiles(paths: readonly string[]): Promise<void>;
  /** Seconds the main thread was at work. */
  mainThreadSeconds(): Promise<number>;
  /** Bytes of the main thread's heap, with its array buffers. */
  heapBytes(): Promise<number>;
  /** Takes a processor profile of the main thread until the answer is called, which gives the profile's text. */
  startProfile(): Promise<() => Promise<string>>;
}

const pollMs = 20;
const endLimitMs = 5000;

/** A Chromium of its own, with an empty profile in `folder`. */
export async function startBenchBrowser(folder: string): Promise<BenchBrowser> {
  const child = spawn(
    process.env.CHROMIUM_PATH ?? chromium.executablePath(),
    [
      ...chromiumArguments,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  // A bench that is interrupted leaves no browser behind.
  const killChild = () => void child.kill('SIGKILL');
  process.prependOnceListener('exit', killChild);
  const connection = await connectDevtools(await readDevtoolsUrl(child));

  return {
    async openPage() {
      const { targetId } = await connection.send<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
      });
      const session = await connection.attach(targetId);
      await session.send('Performance.enable');
      return createPage(session);
    },
    async watchMarks() {
      const events: TraceEvent[] = [];
      const stopListening = connection.listen<{ value: readonly TraceEvent[] }>(
        'Tracing.dataCollected',
        ({ value }) => events.push(...value),
      );
      await connection.send('Tracing.start', { categories: markCategory, transferMode: 'ReportEvents' });
      return async () => {
        const complete = new Promise<void>((resolve) =>
          connection.listen('Tracing.tracingComplete', () => resolve()),
        );
        await connection.send('Tracing.end');
        await complete;
        stopListening();
        const threadSecondsAt = (mark: string) =>
          (events.findLast(({ cat, name }) => cat === markCategory && name === mark)?.tts ?? Number.NaN) /
          1e6;
        return threadSecondsAt('end') - threadSecondsAt('begin');
      };
    },
    processes: async () =>
      (await connection.send<{ processInfo: ProcessEntry[] }>('SystemInfo.getProcessInfo')).processInfo,
    async close() {
      await end(child, () => connection.send('Browser.close'));
      process.off('exit', killChild);
      connection.close();
      // The browser's other processes end a moment after it and may still write.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Asked first, so that it tidies up behind itself; a browser that hangs is killed. */
async function end(child: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
  // The connection ends with the browser, often before the answer.
  await ask().catch(() => undefined);
  await exited;
  clearTimeout(timer);
}

function createPage(session: DevtoolsSession): BenchPage {
  async function evaluate<Value>(expression: string): Promise<Value> {
    const { exceptionDetails, result } = await session.send<{
      result: { value: Value };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  return {
    evaluate,
    async goto(url) {
      await session.send('Page.navigate', { url });
      const isThere = `location.href === ${JSON.stringify(url)} && window.isReady === true`;
      while (!(await evaluate<boolean>(isThere))) await new Promise((resolve) => setTimeout(resolve, pollMs));
    },
    async chooseFiles(paths) {
      const { result } = await session.send<{ result: { objectId: string } }>('Runtime.evaluate', {
        expression: 'document.querySelector("input")',
      });
      await session.send('DOM.setFileInputFiles', { files: paths, objectId: result.objectId });
    },
    async mainThreadSeconds() {
      const { metrics } = await session.send<{ metrics: { name: string; value: number }[] }>(
        'Performance.getMetrics',
      );
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    },
    async heapBytes() {
      const { backingStorageSize, usedSize } = await session.send<{
        usedSize: number;
        backingStorageSize: number;
      }>('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    },
    async startProfile() {
      await session.send('Profiler.enable');
      await session.send('Profiler.start');
      return async () => JSON.stringify((await session.send<{ profile: unknown }>('Profiler.stop')).profile);
    },
  };
}

async function readDevtoolsUrl(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stderr?.setEncoding('utf8') ?? []) {
    said += chunk;
    const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (url === undefined) continue;
    // Nobody reads on; a full pipe must not stop the browser.
    child.stderr?.resume();
    return url;
  }
  throw new Error(`Chromium ended before it was ready: ${said}`);
}
