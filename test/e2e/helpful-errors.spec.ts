import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;
/** Plans and sentences count in decimal units. */
const megabyte = 1_000_000;

const plansFile = join(tmpdir(), `holdfast-plans-${process.pid}.json`);
const plans = [
  { id: 'free', name: 'Free', limit_bytes: 12 * megabyte, max_file_bytes: 10 * megabyte, counts: {} },
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
    const first = await makeFile('first.bin', { sizeBytes: 8 * megabyte, seed: 'first' });
    const second = await makeFile('second.bin', { sizeBytes: 6 * megabyte, seed: 'second' });
    await uploads.open();
    await uploads.choose([first.path]);
    await uploads.row(first.name).complete();

    await uploads.choose([second.path]);
    const row = uploads.row(second.name);
    await expect(row.status).toHaveText(/needs 2 MB more than your storage has left/i);
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
    const file = await makeFile('huge.bin', { sizeBytes: 10 * megabyte + 1, seed: 'huge' });
    await uploads.open();

    await uploads.choose([file.path]);

    const row = uploads.row(file.name);
    await expect(row.status).toHaveText(/your plan allows up to 10 MB per file/i);
    await expect(row.status).toHaveText(/Choose a smaller file, or upgrade your plan/);
    expect(traffic.parts).toEqual([]);
  });
});

test.describe('conflicts', () => {
  test.use({ backendEnvironment: { FAULTS: 'true' } });

  const conflicts = [
    {
      path: '/app/assets/upload/complete*',
      code: 'session_state_conflict',
      fields: { upload_status: 'failed' },
      sentence: /This upload was ended somewhere else\. Start it again if you still need it/,
    },
    {
      path: '/app/uploads/*/multipart-part-urls',
      code: 'part_changed',
      fields: {},
      sentence: /The file changed since you chose it\. Try again to upload the new version/,
    },
  ];
  for (const { path, code, fields, sentence } of conflicts) {
    test(`R-E6 409 ${code} is shown as a sentence that helps, and Try again uploads the file`, async ({
      backend,
      uploads,
      stored,
      makeFile,
    }) => {
      const file = await makeFile('shared.bin', { sizeBytes: 8 * mebibyte, seed: 'shared' });
      await orderFaults(backend.url, [{ path, fault: { kind: 'answer', code, fields } }]);
      await uploads.open();
      await uploads.choose([file.path]);
      const row = uploads.row(file.name);
      await expect(row.status).toHaveText(sentence);

      await orderFaults(backend.url, []);
      await row.button(/^Try again/).click();
      await row.complete();

      expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
      expect(await stored.quota()).toMatchObject({ used_bytes: file.sizeBytes });
    });
  }
});

test('R-C12 an upload that was cancelled somewhere else is shown as cancelled', async ({
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('shared.bin', { sizeBytes: 48 * mebibyte, seed: 'shared' });
  await uploads.open();
  await uploads.limitSpeed(16 * mebibyte);
  await uploads.choose([file.path]);
  const row = uploads.row(file.name);
  await row.reach(20);
  const open: { items: readonly { upload_session_id: string }[] } = await (
    await stored.call('GET', '/app/uploads')
  ).json();
  await stored.call('POST', `/app/uploads/${open.items[0]?.upload_session_id}/cancel`);

  await expect(row.status).toHaveText('Cancelled');
  expect(await stored.quota()).toMatchObject({ reserved_bytes: 0, used_bytes: 0 });
});

async function orderFaults(url: string, rules: readonly unknown[]): Promise<void> {
  const response = await fetch(`${url}/__faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules }),
  });
  expect(response.status, await response.text()).toBe(200);
}
