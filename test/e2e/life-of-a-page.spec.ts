import { appendFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures.ts';
import { createUploadPage } from './support/upload-page.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 64 * mebibyte;

test('R-F2 C13 without Web Locks, as on plain http, a second tab goes on when the first is left', async ({
  page,
  context,
  backend,
  uploads,
  stored,
  makeFile,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  });
  const file = await makeFile('film.bin', { sizeBytes, seed: 'leases' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  const secondPage = await context.newPage();
  const second = createUploadPage(secondPage, backend.url);
  await second.open();
  await uploads.choose([file.path]);
  await second.row(file.name).reach(20);

  await page.goto('about:blank');
  await secondPage.waitForRequest((request) => request.method() === 'PUT', { timeout: 5000 });
  await second.row(file.name).complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
});

test('C6 a tab that the browser puts to sleep in the middle goes on when it wakes, without an error', async ({
  page,
  context,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'frozen' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(20);

  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  // Time passes for everybody but the page: that is the fault.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await row.complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
});

test('C20 a full browser store stops no upload, and is told once', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...call: Parameters<typeof put>) {
      if (call[0] !== null) throw new DOMException('The disk is full', 'QuotaExceededError');
      return put.apply(this, call);
    };
  });
  const files = await Promise.all(
    ['a.bin', 'b.bin'].map((name) => makeFile(name, { sizeBytes: 12 * mebibyte, seed: name })),
  );
  await uploads.open();

  await uploads.choose(files.map((file) => file.path));
  for (const file of files) await uploads.row(file.name).complete();

  for (const file of files) expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  await expect(page.getByText('This browser does not keep data for this site')).toHaveCount(1);
});

test('C19 site data that is cleared in the middle stops no upload', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'cleared' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(20);

  const deleted = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const requests = names.map(
      (name) =>
        new Promise<string>((resolve) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => resolve(name);
        }),
    );
    return Promise.all(requests);
  });
  expect(deleted.length).toBeGreaterThan(0);
  await row.button(/^Pause/).click();
  await row.button(/^Resume/).click();
  await row.complete();

  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
});

test.describe('a file that is written to while it is uploaded', () => {
  test.use({ expectsFailedRequests: true });

  for (const query of ['', '?checksums=off']) {
    test(`C23 never becomes a mixed file (${query || 'with checksums'})`, async ({
      uploads,
      stored,
      makeFile,
    }) => {
      const file = await makeFile('log.bin', { sizeBytes, seed: 'log' });
      await uploads.open(query);
      await uploads.limitSpeed(16 * mebibyte);
      await uploads.choose([file.path]);
      await uploads.row(file.name).reach(20);

      await appendFile(file.path, 'one line more');

      await expect(uploads.row(file.name).status).toHaveText(/The file changed since you chose it/, {
        timeout: 60_000,
      });
      expect(await stored.list()).toEqual([]);
    });
  }
});
