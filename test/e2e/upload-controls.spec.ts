import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

test('R-C4 R-C14 a paused upload sends nothing, and resumes without sending stored parts again', async ({
  uploads,
  traffic,
  stored,
  makeFile,
}) => {
  const file = await makeFile('paused.bin', { sizeBytes: 60 * mebibyte, seed: 'paused' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(50);

  await row.button(/^Pause/).click();
  await expect(row.status).toHaveText('Paused');
  const begunParts = traffic.parts.length;
  await expect(row.button(/^Resume/)).toBeFocused();
  await uploads.limitSpeed(null);
  expect(traffic.parts.length).toBe(begunParts);
  await row.button(/^Resume/).click();
  await row.complete();

  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  const chunkSize = Math.max(...traffic.parts.map(({ sizeBytes }) => sizeBytes));
  expect(traffic.sentBytes() - file.sizeBytes).toBeLessThanOrEqual(5 * chunkSize);
});

test('R-C12 a cancelled upload gives back what it had reserved', async ({ uploads, stored, makeFile }) => {
  const file = await makeFile('unwanted.bin', { sizeBytes: 60 * mebibyte, seed: 'unwanted' });
  await uploads.open();
  await uploads.limitSpeed(16 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(20);
  expect(await stored.quota()).toMatchObject({ reserved_bytes: file.sizeBytes });

  await row.button(/^Cancel/).click();
  await expect(row.status).toHaveText('Cancelled');

  await expect.poll(() => stored.quota()).toMatchObject({ reserved_bytes: 0, used_bytes: 0 });
  expect(await stored.list()).toEqual([]);
  await row.button(/^Remove/).click();
  await expect(row.element).toHaveCount(0);
});

test('R-F1 a paused upload is still paused, and still there, after a reload', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('later.bin', { sizeBytes: 48 * mebibyte, seed: 'later' });
  await uploads.open();
  await uploads.limitSpeed(16 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(30);
  await row.button(/^Pause/).click();
  await expect(row.status).toHaveText('Paused');

  await page.reload();
  await expect(row.status).toHaveText('Paused');
  await row.button(/^Resume/).click();
  await expect(row.status).toHaveText('Choose the same file again to go on');
  await row.offerFile(file.path);
  await row.complete();

  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
});
