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
