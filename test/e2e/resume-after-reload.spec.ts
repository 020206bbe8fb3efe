import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;
const parallelism = 5;

test('R-F1 R-F3 R-F5 R-C4 a 1 GiB file goes on after a reload when it is chosen again, and arrives byte for byte', async ({
  page,
  uploads,
  traffic,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes: 1024 * mebibyte, seed: 'film' });
  await uploads.open();
  await uploads.choose([file.path]);
  await uploads.row(file.name).reach(50);

  await page.reload();
  const row = uploads.row(file.name);
  await expect(row.status).toHaveText('Choose the same file again to go on');
  await row.offerFile(file.path);
  await row.complete();

  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes: file.sizeBytes });
  const chunkSize = Math.max(...traffic.parts.map(({ sizeBytes }) => sizeBytes));
  const sentTwice = traffic.sentBytes() - file.sizeBytes;
  expect(sentTwice).toBeGreaterThanOrEqual(0);
  expect(sentTwice).toBeLessThanOrEqual(parallelism * chunkSize);
  test
    .info()
    .annotations.push(
      { type: 'bytes sent twice', description: String(sentTwice) },
      { type: 'control calls', description: traffic.controlCalls.join(', ') },
    );
});

test('R-E1 R-F1 C17 a browser that refuses IndexedDB keeps its uploads all the same', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Blocked by the user', 'SecurityError');
    };
  });
  const file = await makeFile('film.bin', { sizeBytes: 60 * mebibyte, seed: 'blocked' });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  await uploads.row(file.name).reach(20);

  await page.reload();
  await uploads.limitSpeed(null);
  const row = uploads.row(file.name);
  await row.offerFile(file.path);
  await row.complete();

  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
});

test.describe('an upload that waits for its file', () => {
  const modifiedAt = new Date('2026-01-02T03:04:05Z');
  const sizeBytes = 48 * mebibyte;

  test('R-F1 refuses a file of another size, another time or other bytes, and finishes with the right one', async ({
    page,
    uploads,
    stored,
    makeFile,
  }) => {
    const right = await makeFile('scan.bin', { sizeBytes, seed: 'right', modifiedAt });
    await uploads.open();
    await uploads.limitSpeed(24 * mebibyte);
    await uploads.choose([right.path]);
    const row = uploads.row(right.name);
    await row.reach(60);
    await page.reload();
    await expect(row.status).toHaveText('Choose the same file again to go on');

    const refusal = /not the same file as before\. Choose the original file/;
    const longer = await makeFile('scan-longer.bin', { sizeBytes: sizeBytes + 1, seed: 'right' });
    await row.offerFile(longer.path);
    await expect(row.status).toHaveText(refusal);

    // The page looks at size and time first; only the stored parts tell these two apart.
    const wrong = await makeFile('scan.bin', { sizeBytes, seed: 'wrong', modifiedAt });
    await row.offerFile(wrong.path);
    await expect(row.status).toHaveText(refusal);

    const again = await makeFile('scan.bin', { sizeBytes, seed: 'right', modifiedAt });
    await row.offerFile(again.path);
    await row.complete();
    expect(await stored.digest(right.name)).toEqual({ sha256: right.sha256, sizeBytes });
  });

  test('R-F1 recognises the file among others that are chosen with it', async ({
    page,
    uploads,
    stored,
    makeFile,
  }) => {
    const film = await makeFile('film.bin', { sizeBytes, seed: 'film' });
    const note = await makeFile('note.txt', { sizeBytes: 1000, seed: 'note' });
    await uploads.open();
    await uploads.limitSpeed(24 * mebibyte);
    await uploads.choose([film.path]);
    await uploads.row(film.name).reach(40);
    await page.reload();
    await expect(uploads.row(film.name).status).toHaveText('Choose the same file again to go on');

    await uploads.choose([note.path, film.path]);
    await uploads.row(film.name).complete();
    await uploads.row(note.name).complete();

    expect((await stored.digest(film.name)).sha256).toBe(film.sha256);
    expect((await stored.digest(note.name)).sha256).toBe(note.sha256);
  });
});
