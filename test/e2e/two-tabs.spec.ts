import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { recordTraffic } from './support/traffic.ts';
import { createUploadPage } from './support/upload-page.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 96 * mebibyte;

/** How long after its page is gone an upload may stand still. */
const takeoverMs = 2000;

test('R-F2 C10 a second tab shows the upload live, pauses it, and finishes it byte for byte when the first is closed', async ({
  page,
  context,
  backend,
  uploads,
  traffic,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'tabs' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  const secondPage = await context.newPage();
  const second = createUploadPage(secondPage, backend.url);
  const secondTraffic = recordTraffic(secondPage);
  await second.open();
  await uploads.choose([file.path]);
  await second.row(file.name).reach(10);

  await second
    .row(file.name)
    .button(/^Pause/)
    .click();
  await expect(uploads.row(file.name).status).toHaveText(/^Paused/);
  await expect(second.row(file.name).status).toHaveText(/^Paused/);
  await second
    .row(file.name)
    .button(/^Resume/)
    .click();
  await second.row(file.name).reach(40);
  expect(secondTraffic.parts).toEqual([]);

  await page.close();
  await secondPage.waitForRequest((request) => request.method() === 'PUT', { timeout: takeoverMs });
  await second.row(file.name).complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
  const sentTwice = traffic.sentBytes() + secondTraffic.sentBytes() - file.sizeBytes;
  const chunkSize = Math.max(...secondTraffic.parts.map((part) => part.sizeBytes));
  // Parts on their way when the first was closed, and those the pause interrupted.
  expect(sentTwice).toBeLessThanOrEqual(2 * 6 * chunkSize);
});

test('R-F2 C1 a crashed tab is succeeded by exactly one of two others', async ({
  page,
  context,
  backend,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'crash' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  const others = await Promise.all(
    [1, 2].map(async () => {
      const other = await context.newPage();
      const otherUploads = createUploadPage(other, backend.url);
      await otherUploads.open();
      return { uploads: otherUploads, traffic: recordTraffic(other) };
    }),
  );
  await uploads.choose([file.path]);
  await uploads.row(file.name).reach(30);

  await crash(page);
  for (const other of others) await other.uploads.row(file.name).complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
  expect(others.filter((other) => other.traffic.parts.length > 0)).toHaveLength(1);
});

test('R-F2 C10 each of three tabs in a row takes over from the one before, and one file is stored', async ({
  page,
  context,
  backend,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'three' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  await uploads.row(file.name).reach(10);

  let former = page;
  for (const percent of [30, 50]) {
    const heir = await context.newPage();
    const heirUploads = createUploadPage(heir, backend.url);
    await heirUploads.open();
    await heirUploads.limitSpeed(24 * mebibyte);
    await heirUploads.row(file.name).reach(percent);
    const begins = heir.waitForRequest((request) => request.method() === 'PUT', { timeout: takeoverMs });
    await former.close();
    await begins;
    former = heir;
  }
  await createUploadPage(former, backend.url).row(file.name).complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
  expect(await stored.quota()).toMatchObject({ used_bytes: sizeBytes, reserved_bytes: 0 });
});

/** Ends the page's process without a word. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The answer to the command dies with the page.
  session.send('Page.crash').catch(() => {});
  await crashed;
}
