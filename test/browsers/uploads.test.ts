import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BackendProcess, startBackend } from '../e2e/support/backend-process.ts';
import { type RandomFile, writeRandomFile } from '../e2e/support/random-file.ts';
import { openDemo } from './support/demo-tab.ts';
import { otherBrowsers } from './support/launch-browsers.ts';
import type { RealBrowser } from './support/real-browser.ts';

const mebibyte = 1024 * 1024;
/** Twelve parts: three waves over the five connections that a page has to its own host. */
const sizeBytes = 120 * mebibyte;

let folder: string;
let file: RandomFile;
let backend: BackendProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-browsers-'));
  file = await writeRandomFile(join(folder, 'film.bin'), { sizeBytes, seed: 'browsers' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  backend = await startBackend({ FAULTS: 'true' });
});
afterEach(() => backend.dispose());

/** Lets each part wait before it is taken, so that there is time to do something in the middle. */
async function holdParts(delayMs: number): Promise<void> {
  const rule = { method: 'PUT', path: '/storage/upload*', fault: { kind: 'delay', delay_ms: delayMs } };
  const response = await fetch(`${backend.url}/__faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules: delayMs === 0 ? [] : [rule] }),
  });
  expect(response.status).toBe(200);
}

describe.each(otherBrowsers)('in %s', (_, launch) => {
  let browser: RealBrowser;
  beforeEach(async () => {
    browser = await launch();
  });
  afterEach(() => browser.close());

  it('R-C4 R-F1 a file arrives byte for byte, also when the page is reloaded in the middle', async () => {
    const page = await openDemo(await browser.newTab(), backend.url);
    await holdParts(1500);
    await page.choose(file.path);
    await page.reaches(45);
    const begun = (await page.partsSent()).length;

    await page.reload();
    await holdParts(0);
    await page.reads(/file/i);
    await page.offer(file.path);
    await page.reads(/^Uploaded$/);

    expect(await page.storedSha256(file.name)).toBe(file.sha256);
    const again = await page.partsSent();
    expect(new Set(again).size).toBe(again.length);
    // Whatever was confirmed stays: at most the parts on their way are sent twice.
    expect(begun + again.length).toBeLessThanOrEqual(12 + 5);
    expect(again.length).toBeLessThan(12);
  });

  it('R-F2 C10 a second tab shows the upload, pauses it, and goes on with it when the first is closed', async () => {
    const first = await openDemo(await browser.newTab(), backend.url);
    const second = await openDemo(await browser.newTab(), backend.url);
    await holdParts(1500);
    await first.choose(file.path);
    await second.reaches(45);

    await second.press('pause');
    await first.reads(/^Paused/);
    await second.press('resume');
    await first.reads(/^Uploading/);
    expect(await second.partsSent()).toEqual([]);
    await first.close();
    await holdParts(0);
    await second.reads(/^Uploaded$/);

    expect(await second.storedSha256(file.name)).toBe(file.sha256);
    expect((await second.partsSent()).length).toBeLessThan(12);
  });
});
