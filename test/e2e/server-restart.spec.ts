import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

test.use({ expectsFailedRequests: true });

test('R-F6 R-C4 an upload finishes by itself after the server was killed and started again', async ({
  backend,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('backup.bin', { sizeBytes: 120 * mebibyte, seed: 'backup' });
  await uploads.open();
  await uploads.limitSpeed(40 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(40);

  await backend.kill();
  await expect(row.status).toHaveText(/^Connection trouble\. Trying again/);
  await backend.restart();
  await row.complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes: file.sizeBytes });
  expect(await stored.quota()).toMatchObject({ used_bytes: file.sizeBytes, reserved_bytes: 0 });
});

test('R-F6 R-F5 each of many small files is stored once, although the server was killed in the middle', async ({
  backend,
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const fileBytes = 40_000;
  const names = Array.from({ length: 60 }, (_, index) => `photo-${index}.bin`);
  const files = await Promise.all(names.map((name) => makeFile(name, { sizeBytes: fileBytes, seed: name })));
  await uploads.open();
  await uploads.limitSpeed(mebibyte / 2);
  await uploads.choose(files.map(({ path }) => path));
  await page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());

  await backend.kill();
  await backend.restart();
  await uploads.limitSpeed(null);
  const summary = page.locator('[data-upload-part="summary-text"]');
  await expect(summary).toContainText(`${files.length} files uploaded`, { timeout: 60_000 });

  const kept = await stored.list();
  expect(kept.map((file) => file.file_name).sort()).toEqual(names.sort());
  for (const { name, sha256 } of [files[0], files.at(-1)].filter((file) => file !== undefined)) {
    expect((await stored.digest(name)).sha256).toBe(sha256);
  }
  expect(await stored.quota()).toMatchObject({ used_bytes: files.length * fileBytes, reserved_bytes: 0 });
});
