import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended, randomFile, sha256Of, startBackendAndPages, until } from './support/backend-and-page.ts';

const mebibyte = 1024 * 1024;
let world: Awaited<ReturnType<typeof startBackendAndPages>>;

beforeEach(async () => {
  world = await startBackendAndPages();
});
afterEach(() => world.stop());

function first(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new Error('Nothing was added');
  return id;
}

describe('the engine against the reference backend', () => {
  it.each([0, 1, 5 * mebibyte - 1, 5 * mebibyte, 5 * mebibyte + 1, 23 * mebibyte])(
    'R-C2 %i bytes arrive as they were',
    async (sizeBytes) => {
      const page = world.openPage();
      const file = randomFile('a.bin', sizeBytes);

      const url = await ended(page, first(page.add([file])));

      expect(await sha256Of(await world.download(url))).toBe(await sha256Of(file));
    },
  );

  it('R-F3 works without checksums too', async () => {
    const page = world.openPage({ checksums: false });
    const file = randomFile('a.bin', 12 * mebibyte);

    const url = await ended(page, first(page.add([file])));

    expect(await sha256Of(await world.download(url))).toBe(await sha256Of(file));
  });

  it('R-C4 many files at once, each under its own name and content', async () => {
    const page = world.openPage();
    const files = Array.from({ length: 30 }, (_, index) => randomFile('same-name.txt', 1000 + index));

    const urls = await Promise.all(page.add(files).map((id) => ended(page, id)));

    const received = await Promise.all(urls.map(async (url) => sha256Of(await world.download(url))));
    expect(received).toEqual(await Promise.all(files.map(sha256Of)));
    expect(new Set(urls).size).toBe(30);
  });

  it('R-F1 R-C3 a page that went away half way is continued by the next one, part by part', async () => {
    const file = randomFile('film.mp4', 40 * mebibyte);
    const before = world.openPage({ parallelism: 1 });
    const id = first(before.add([file]));
    await until(before, id, (_, storedParts) => storedParts >= 3);
    before.destroy();

    const after = world.openPage({ parallelism: 1 });
    await after.restore();
    await until(after, id, (status) => status === 'needs-file');
    const waiting = after.getUpload(id)?.getState();
    expect(waiting?.progress.confirmedBytes).toBeGreaterThanOrEqual(15 * mebibyte);
    const end = ended(after, id);
    expect(after.add([new File([file], file.name, { lastModified: 1 })])).toEqual([id]);

    expect(await sha256Of(await world.download(await end))).toBe(await sha256Of(file));
  });

  it('R-F1 another file of the same name and size is refused at resume, and the right one still finishes', async () => {
    const file = randomFile('film.mp4', 20 * mebibyte);
    const before = world.openPage({ parallelism: 1 });
    const id = first(before.add([file]));
    await until(before, id, (_, storedParts) => storedParts >= 1);
    before.destroy();
    const after = world.openPage();
    await after.restore();
    await until(after, id, (status) => status === 'needs-file');

    // Equal in every sample, different in one byte of a stored part.
    const bytes = Buffer.from(await file.arrayBuffer());
    bytes.writeUInt8(bytes.readUInt8(mebibyte) ^ 1, mebibyte);
    after.provideFile(id, new File([bytes], file.name));
    await until(after, id, (status) => status === 'verifying');
    await until(after, id, (status) => status === 'needs-file');
    const refused = after.getUpload(id)?.getState().state;
    expect(refused).toMatchObject({ error: { code: 'file_mismatch' } });

    const end = ended(after, id);
    after.provideFile(id, file);
    expect(await sha256Of(await world.download(await end))).toBe(await sha256Of(file));
  });

  it.each([-3, 3])(
    'A64 R-C5 a page whose clock is %i days off goes on with its one session after a reload: the time of the server decides',
    async (days) => {
      const clockSkewMs = days * 24 * 60 * 60 * 1000;
      const file = randomFile('film.mp4', 20 * mebibyte);
      const before = world.openPage({ parallelism: 1, clockSkewMs });
      const id = first(before.add([file]));
      await until(before, id, (_, storedParts) => storedParts >= 1);
      before.destroy();

      const after = world.openPage({ parallelism: 1, clockSkewMs: -clockSkewMs });
      await after.restore();
      await until(after, id, (status) => status === 'needs-file');
      const end = ended(after, id);
      after.provideFile(id, file);

      expect(await sha256Of(await world.download(await end))).toBe(await sha256Of(file));
      // A second session would still have its reservation.
      expect(await after.getQuota()).toMatchObject({ used_bytes: 20 * mebibyte, reserved_bytes: 0 });
    },
  );

  it('R-C12 R-A10 a cancelled upload gives its reservation back', async () => {
    const page = world.openPage({ parallelism: 1 });
    const id = first(page.add([randomFile('film.mp4', 40 * mebibyte)]));
    await until(page, id, (_, storedParts) => storedParts >= 1);
    expect((await page.getQuota()).reserved_bytes).toBe(40 * mebibyte);

    page.cancel(id);

    await expect.poll(async () => (await page.getQuota()).reserved_bytes).toBe(0);
  });

  it('R-A10 lists files, deletes one and shows the freed quota', async () => {
    const page = world.openPage();
    await ended(page, first(page.add([randomFile('a.txt', 1234)])));
    const [record] = (await page.listFiles()).items;
    expect(record).toMatchObject({ file_name: 'a.txt', size_bytes: 1234, status: 'active' });
    expect((await page.getQuota()).used_bytes).toBe(1234);

    expect((await page.deleteFile(record?.file_id ?? '')).status).toBe('deleted');

    expect((await page.getQuota()).used_bytes).toBe(0);
    expect((await page.listFiles()).items).toEqual([]);
  });
});
