import { expect, test } from './support/fixtures.ts';

const kibibyte = 1024;
const fileCount = 1000;

test('R-F5 R-C10 1,000 files of 10 KiB take at most 25 control calls', async ({
  page,
  uploads,
  traffic,
  stored,
  makeFile,
}) => {
  const files = [];
  for (let index = 0; index < fileCount; index += 1) {
    files.push(await makeFile(`photo-${index}.bin`, { sizeBytes: 10 * kibibyte, seed: `photo ${index}` }));
  }
  await uploads.open();

  await uploads.choose(files.map(({ path }) => path));
  // A narrow place to look at: searching 1,000 rows for a text again and again would starve the page.
  await expect(page.locator('[data-upload-part="summary-text"]')).toContainText('1,000 files uploaded', {
    timeout: 60_000,
  });

  expect(traffic.countOf('/app/'), traffic.controlCalls.join(', ')).toBeLessThanOrEqual(25);
  expect(traffic.parts.length).toBe(fileCount);
  expect(await stored.quota()).toMatchObject({ used_bytes: fileCount * 10 * kibibyte, reserved_bytes: 0 });
  const sampled = await stored.digest(`photo-${fileCount - 1}.bin`);
  expect(sampled.sha256).toBe(files.at(-1)?.sha256);
});
