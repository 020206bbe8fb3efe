import type { Page } from '@playwright/test';
import { expect, test } from '../support/ceph-fixtures.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 40 * mebibyte;
const parallelism = 5;

/** Every request with bytes that the page began, by the host it went to. */
function recordPuts(page: Page): { readonly host: string; readonly partNumber: number | null }[] {
  const puts: { readonly host: string; readonly partNumber: number | null }[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const partNumber = url.searchParams.get('partNumber');
    if (request.method() !== 'PUT' || !url.searchParams.has('X-Amz-Signature')) return;
    puts.push({ host: url.host, partNumber: partNumber === null ? null : Number(partNumber) });
  });
  return puts;
}

test('R-D3 R-F1 R-F3 files go from the page straight to the bucket’s own host name, also after a reload in the middle', async ({
  page,
  uploads,
  radosgw,
  bucket,
  makeFile,
}) => {
  const film = await makeFile('film.bin', { sizeBytes, seed: 'film' });
  const note = await makeFile('note.bin', { sizeBytes: 20_000, seed: 'note' });
  const puts = recordPuts(page);
  await uploads.open();
  await uploads.limitSpeed(8 * mebibyte);
  await uploads.choose([note.path, film.path]);
  await uploads.row(note.name).complete();
  await uploads.row(film.name).reach(90);

  await page.reload();
  const before = puts.length;
  await uploads.limitSpeed(null);
  const row = uploads.row(film.name);
  await expect(row.status).toHaveText('Choose the same file again to go on');
  await row.offerFile(film.path);
  await row.complete();

  const stored = await bucket.objects();
  expect(stored.toSorted((left, right) => left.sizeBytes - right.sizeBytes)).toEqual([
    { sha256: note.sha256, sizeBytes: note.sizeBytes },
    { sha256: film.sha256, sizeBytes },
  ]);
  expect(await bucket.countUnfinished()).toBe(0);
  const { port } = new URL(radosgw.hostStyleUrl);
  expect(new Set(puts.map(({ host }) => host))).toEqual(new Set([`${bucket.name}.s3.localhost:${port}`]));
  const partCount = Math.max(...puts.map(({ partNumber }) => partNumber ?? 0));
  const after = puts.slice(before).length;
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(partCount);
  expect(puts.length).toBeLessThanOrEqual(1 + partCount + parallelism);
});

test.describe('a store with two addresses', () => {
  test.use({ storeAddress: 'two-addresses' });

  test('R-D3 parts are spread over both, and make one object', async ({
    page,
    uploads,
    radosgw,
    bucket,
    makeFile,
  }) => {
    const film = await makeFile('film.bin', { sizeBytes, seed: 'spread' });
    const puts = recordPuts(page);
    await uploads.open();
    await uploads.choose([film.path]);
    await uploads.row(film.name).complete();

    expect(await bucket.objects()).toEqual([{ sha256: film.sha256, sizeBytes }]);
    expect(new Set(puts.map(({ host }) => host))).toEqual(
      new Set(radosgw.urls.map((url) => new URL(url).host)),
    );
  });
});

test.describe('a store that refuses signed URLs', () => {
  test.use({ storeAddress: 'line', expectsFailedRequests: true });

  test('R-F6 each refused part is signed again and sent again, although the page cannot read the refusal', async ({
    uploads,
    line,
    bucket,
    makeFile,
  }) => {
    const film = await makeFile('film.bin', { sizeBytes, seed: 'refused' });
    await uploads.open();
    line.spoilUrls(3);
    await uploads.choose([film.path]);
    await uploads.row(film.name).complete();

    expect(await bucket.objects()).toEqual([{ sha256: film.sha256, sizeBytes }]);
    const refused = line.seen.filter(({ status }) => status === 403);
    expect(new Set(refused.map(({ partNumber }) => partNumber)).size).toBe(3);
  });

  test('R-F6 a refused small file is signed again too', async ({ uploads, line, bucket, makeFile }) => {
    const note = await makeFile('note.bin', { sizeBytes: 20_000, seed: 'refused note' });
    await uploads.open();
    line.spoilUrls(1);
    await uploads.choose([note.path]);
    await uploads.row(note.name).complete();

    expect(await bucket.objects()).toEqual([{ sha256: note.sha256, sizeBytes: note.sizeBytes }]);
    expect(line.seen.some(({ status }) => status === 403)).toBe(true);
  });
});
