import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

test('R-F1 an upload whose file handle the browser keeps goes on after a reload without a click', async ({
  page,
  uploads,
  stored,
}) => {
  const name = 'kept.bin';
  const sizeBytes = 48 * mebibyte;
  await answerPickerFromPrivateFiles(page, name);
  await uploads.open();
  const sha256 = await writePrivateFile(page, { name, sizeBytes });
  await uploads.limitSpeed(24 * mebibyte);
  await page.getByRole('button', { name: 'Choose files' }).click();
  await uploads.row(name).reach(50);

  await page.reload();
  await uploads.row(name).complete();

  expect(await stored.digest(name)).toEqual({ sha256, sizeBytes });
});

test('R-F1 a file dropped from the disk goes on after a reload without a click: Chromium keeps access while the tab lives', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('dropped.bin', { sizeBytes: 96 * mebibyte, seed: 'dropped' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await dropFromDisk(page, file.path);
  await uploads.row(file.name).reach(30);

  await page.reload();
  await uploads.limitSpeed(null);
  await uploads.row(file.name).complete();

  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
});

/** A real drop: the browser itself makes the file and its handle from the path. */
async function dropFromDisk(page: Page, path: string): Promise<void> {
  const zone = page.getByRole('group', { name: 'Drop files or folders here' });
  const box = await zone.boundingBox();
  if (box === null) throw new Error('The drop zone cannot be seen');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
}

/**
 * The browser's picker cannot be driven; its place takes one that hands out a real handle of the origin-private file
 * system, which the browser keeps across a reload like any other.
 */
async function answerPickerFromPrivateFiles(page: Page, fileName: string): Promise<void> {
  await page.addInitScript((chosenName) => {
    Object.assign(window, {
      showOpenFilePicker: async () => {
        const folder = await navigator.storage.getDirectory();
        return [await folder.getFileHandle(chosenName)];
      },
    });
  }, fileName);
}

/** Writes random bytes in the page and answers their SHA-256. */
function writePrivateFile(
  page: Page,
  file: { readonly name: string; readonly sizeBytes: number },
): Promise<string> {
  return page.evaluate(async ({ name, sizeBytes }) => {
    const bytes = new Uint8Array(sizeBytes);
    const drawLimitBytes = 65_536;
    for (let start = 0; start < sizeBytes; start += drawLimitBytes) {
      crypto.getRandomValues(bytes.subarray(start, start + drawLimitBytes));
    }
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(name, { create: true });
    const writable = await handle.createWritable();
    await writable.write(bytes);
    await writable.close();
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, file);
}
