import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

const sizes = [
  { sizeBytes: 0, partCount: 1 },
  { sizeBytes: 1, partCount: 1 },
  { sizeBytes: 5 * mebibyte - 1, partCount: 1 },
  { sizeBytes: 5 * mebibyte, partCount: 1 },
  { sizeBytes: 5 * mebibyte + 1, partCount: 2 },
];

test('R-C2 R-C11 files around the threshold arrive byte for byte, all at once', async ({
  uploads,
  traffic,
  stored,
  makeFile,
}) => {
  const files = await Promise.all(
    sizes.map(async ({ sizeBytes, partCount }) => ({
      ...(await makeFile(`size-${sizeBytes}.bin`, { sizeBytes, seed: String(sizeBytes) })),
      partCount,
    })),
  );
  await uploads.open();

  await uploads.choose(files.map(({ path }) => path));
  for (const { name } of files) await uploads.row(name).complete();

  for (const { name, sha256, sizeBytes } of files) {
    expect(await stored.digest(name), name).toEqual({ sha256, sizeBytes });
  }
  expect(traffic.parts.length).toBe(files.reduce((sum, { partCount }) => sum + partCount, 0));
  expect(traffic.sentBytes()).toBe(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
});
