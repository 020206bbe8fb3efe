import { createHash } from 'node:crypto';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

test('R-A5 R-A11 a file is downloaded as it was, and deleting it frees its space', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const kept = await makeFile('kept.bin', { sizeBytes: 2 * mebibyte, seed: 'kept' });
  const deleted = await makeFile('deleted.bin', { sizeBytes: 6 * mebibyte, seed: 'deleted' });
  await uploads.open();
  await uploads.choose([kept.path, deleted.path]);
  await uploads.row(kept.name).complete();
  await uploads.row(deleted.name).complete();
  await page.getByRole('link', { name: 'Files' }).click();
  await expect(page.getByRole('heading', { name: 'Your files' })).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: `Download ${kept.name}` }).click();
  const download = await downloading;
  const hash = createHash('sha256');
  for await (const chunk of await download.createReadStream()) hash.update(chunk);
  expect(download.suggestedFilename()).toBe(kept.name);
  expect(hash.digest('hex')).toBe(kept.sha256);

  const meter = page.getByRole('meter', { name: 'Storage' });
  await expect(meter).toHaveAttribute('aria-valuenow', String(kept.sizeBytes + deleted.sizeBytes));
  await page.getByRole('button', { name: `Delete ${deleted.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();

  await expect(page.getByRole('row', { name: deleted.name })).toHaveCount(0);
  await expect(meter).toHaveAttribute('aria-valuenow', String(kept.sizeBytes));
  expect((await stored.list()).map(({ file_name }) => file_name)).toEqual([kept.name]);
});
