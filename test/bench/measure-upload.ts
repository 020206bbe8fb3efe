import { chromium } from '@playwright/test';
import { startBackend } from '../e2e/support/backend-process.ts';
import { chromiumArguments } from '../e2e/support/chromium-arguments.ts';
import type { RandomFile } from '../e2e/support/random-file.ts';
import { createStoredFiles } from '../e2e/support/stored-files.ts';
import { recordTraffic } from '../e2e/support/traffic.ts';
import { readMemory, readRendererPeak, resetPeak } from './support/process-memory.ts';

const uploadTimeoutMs = 180_000;

/** A page that uploads the file its first input is given, and says so. */
export interface Contender {
  readonly name: string;
  /** Path and query on the backend's origin. */
  readonly path: string;
  readonly input: string;
  /** What is there once the file is active. */
  readonly completed: string;
}

export interface Measurement {
  readonly wallMs: number;
  readonly controlCalls: number;
  readonly sentBytes: number;
  readonly rendererPeakBytes: number;
  readonly serverIdleBytes: number;
  readonly serverPeakBytes: number;
}

export interface MeasureOptions {
  readonly contender: Contender;
  readonly file: RandomFile;
  readonly staticRoot: string;
}

/** One upload with a browser and a backend of its own, so that no run inherits memory from another. */
export async function measureUpload({ contender, file, staticRoot }: MeasureOptions): Promise<Measurement> {
  const backend = await startBackend({ STATIC_ROOT: staticRoot });
  const executablePath = process.env.CHROMIUM_PATH;
  const browser = await chromium.launch({
    args: [...chromiumArguments],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const traffic = recordTraffic(page);
    await page.goto(`${backend.url}${contender.path}`, { waitUntil: 'networkidle' });
    await resetPeak(backend.pid());
    const { residentBytes: serverIdleBytes } = await readMemory(backend.pid());

    const startedAt = performance.now();
    await page.locator(contender.input).first().setInputFiles(file.path);
    await page.waitForFunction((selector) => document.querySelector(selector), contender.completed, {
      polling: 'raf',
      timeout: uploadTimeoutMs,
    });
    const wallMs = performance.now() - startedAt;

    const rendererPeakBytes = await readRendererPeak(browser);
    const { peakBytes: serverPeakBytes } = await readMemory(backend.pid());
    const { sha256 } = await createStoredFiles(context, backend.url).digest(file.name);
    if (sha256 !== file.sha256)
      throw new Error(`${contender.name}: the stored file differs from the chosen one`);
    return {
      wallMs,
      controlCalls: traffic.countOf('/app/'),
      sentBytes: traffic.sentBytes(),
      rendererPeakBytes,
      serverIdleBytes,
      serverPeakBytes,
    };
  } finally {
    await browser.close();
    await backend.dispose();
  }
}
