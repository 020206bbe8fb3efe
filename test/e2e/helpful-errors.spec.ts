import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

const plansFile = join(tmpdir(), `holdfast-plans-${process.pid}.json`);
const plans = [
  { id: 'free', name: 'Free', limit_bytes: 12 * mebibyte, max_file_bytes: 10 * mebibyte, counts: {} },
];

test.use({ expectsFailedRequests: true });

test.describe('limits of the plan', () => {
  test.use({ backendEnvironment: { PLANS_FILE: plansFile } });
  test.beforeAll(() => writeFile(plansFile, JSON.stringify(plans)));

  test('R-E6 R-A4 402 says how much is missing and what to do, and the upload works once there is room', async ({
    page,
    uploads,
    stored,
    makeFile,
  }) => {
    const first = await makeFile('first.bin', { sizeBytes: 8 * mebibyte, seed: 'first' });
    const second = await makeFile('second.bin', { sizeBytes: 6 * mebibyte, seed: 'second' });
    await uploads.open();
    await uploads.choose([first.path]);
    await uploads.row(first.name).complete();

    await uploads.choose([second.path]);
    const row = uploads.row(second.name);
    await expect(row.status).toHaveText(/needs 2(\.0)? MB more than your storage has left/i);
    await expect(row.status).toHaveText(/Delete files you no longer need, or upgrade your plan/);

    const [stale] = await stored.list();
    await stored.call('DELETE', `/api/files/${stale?.file_id}`);
    await row.button(/^Try again/).click();
    await row.complete();
    expect((await stored.digest(second.name)).sha256).toBe(second.sha256);
    await expect(page.getByRole('meter', { name: 'Storage' })).toHaveAttribute(
      'aria-valuenow',
      String(second.sizeBytes),
    );
  });

  test('R-E6 R-A4 413 names the largest size that is allowed, and sends no byte', async ({
    uploads,
    traffic,
    makeFile,
  }) => {
    const file = await makeFile('huge.bin', { sizeBytes: 10 * mebibyte + 1, seed: 'huge' });
    await uploads.open();

    await uploads.choose([file.path]);

    const row = uploads.row(file.name);
    await expect(row.status).toHaveText(/your plan allows up to 10 MB per file/i);
    await expect(row.status).toHaveText(/Choose a smaller file, or upgrade your plan/);
    expect(traffic.parts).toEqual([]);
  });
});

test('R-E6 409 says that the upload was ended somewhere else, and it can be started again', async ({
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('shared.bin', { sizeBytes: 48 * mebibyte, seed: 'shared' });
  await uploads.open();
  await uploads.limitSpeed(16 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(30);
  await row.button(/^Pause/).click();
  const open: { items: readonly { upload_session_id: string }[] } = await (
    await stored.call('GET', '/app/uploads')
  ).json();
  await stored.call('POST', `/app/uploads/${open.items[0]?.upload_session_id}/cancel`);

  await row.button(/^Resume/).click();
  await expect(row.status).toHaveText(/was ended somewhere else\. Start it again if you still need it/);
  await uploads.limitSpeed(null);
  await row.button(/^Try again/).click();

  await row.complete();
  expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
});
