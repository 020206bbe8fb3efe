import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { readCpuMs } from '../support/process-memory.ts';
import type { BenchBrowser } from './browser/bench-browser.ts';

export interface ProcessorLoad {
  /** Processor time of the browser's processes, in seconds. */
  readonly browserSeconds: number;
  readonly serverSeconds: number;
  /** Share of the machine that others took meanwhile, 0 to 1: how far to believe the run. */
  readonly foreignShare: number;
}

/** Measures from now until it is asked. */
export async function watchProcessors(
  browser: BenchBrowser,
  serverPid: number,
): Promise<() => Promise<ProcessorLoad>> {
  const read = async () => ({
    browserSeconds: (await browser.processes()).reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    serverSeconds: (await readCpuMs(serverPid)) / 1000,
    ownSeconds: ownSeconds(),
    busySeconds: await readBusySeconds(),
    atMs: performance.now(),
  });
  const before = await read();
  return async () => {
    const after = await read();
    const browserSeconds = after.browserSeconds - before.browserSeconds;
    const serverSeconds = after.serverSeconds - before.serverSeconds;
    const usedSeconds = browserSeconds + serverSeconds + after.ownSeconds - before.ownSeconds;
    const foreignSeconds = after.busySeconds - before.busySeconds - usedSeconds;
    const allSeconds = ((after.atMs - before.atMs) / 1000) * cpus().length;
    return { browserSeconds, serverSeconds, foreignShare: Math.max(0, foreignSeconds / allSeconds) };
  };
}

function ownSeconds(): number {
  const { system, user } = process.cpuUsage();
  return (system + user) / 1_000_000;
}

/** All processors together, since the machine started. Linux counts it in hundredths of a second. */
async function readBusySeconds(): Promise<number> {
  const [first = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , hardInterrupts = 0, softInterrupts = 0] = first
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + hardInterrupts + softInterrupts) / 100;
}
