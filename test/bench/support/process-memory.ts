import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

const kibibyte = 1024;

/** Resident memory of a process now, and the most it ever held, in bytes. Linux keeps both. */
export async function readMemory(
  pid: number,
): Promise<{ readonly residentBytes: number; readonly peakBytes: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (field: string) => {
    const value = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
    if (value === undefined) throw new Error(`/proc/${pid}/status has no ${field}`);
    return Number(value) * kibibyte;
  };
  return { residentBytes: read('VmRSS'), peakBytes: read('VmHWM') };
}

/** Processor time a process has used so far, of its own and inside the kernel. Linux counts it in hundredths. */
export async function readCpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Starts the peak anew at what is held now. */
export function resetPeak(pid: number): Promise<void> {
  return writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** The most that any renderer of this browser held: with one page open, that page's, its workers included. */
export async function readRendererPeak(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => (await readMemory(id)).peakBytes),
  );
  await session.detach();
  return Math.max(...peaks);
}
