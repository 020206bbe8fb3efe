import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 24 * mebibyte;
/** The half of the engine that talks to the network, and what it sends with. */
const networkHalf = /\/(start-network-part|ky-network)-[^/]*\.js$/;
const anyCode = /\/assets\/[^/]*\.js$/;

test.use({ expectsFailedRequests: true });

test.describe('code that is loaded after the page (R-F6)', () => {
  test('is there when a file is added offline: the upload starts when the network is back', async ({
    context,
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('tunnel.bin', { sizeBytes, seed: 'tunnel' });
    await uploads.open();
    await page.waitForLoadState('networkidle');

    await context.setOffline(true);
    await uploads.choose([file.path]);
    const row = uploads.row(file.name);
    await expect(row.status).toHaveText(/You are offline/);
    await context.setOffline(false);
    await row.complete();

    expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
  });

  test('that could not be loaded is loaded when the network is back, and the file is uploaded', async ({
    context,
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('cellar.bin', { sizeBytes, seed: 'cellar' });
    let refusals = 0;
    await page.route(networkHalf, (route) => {
      refusals += 1;
      return route.abort('internetdisconnected');
    });
    await uploads.open();
    await context.setOffline(true);
    await uploads.choose([file.path]);
    const row = uploads.row(file.name);
    await expect(row.status).toHaveText(/You are offline/);
    expect(refusals).toBeGreaterThan(0);

    await page.unroute(networkHalf);
    await context.setOffline(false);
    await row.complete();

    expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
  });

  test('is not missed by a page whose server has the next release, and the upload survives its reload', async ({
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('release.bin', { sizeBytes: 96 * mebibyte, seed: 'release' });
    await uploads.open();
    await page.waitForLoadState('networkidle');
    await page.route(anyCode, (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await uploads.limitSpeed(24 * mebibyte);

    await uploads.choose([file.path]);
    await uploads.row(file.name).reach(30);
    await page.unroute(anyCode);
    await page.reload();
    await uploads.row(file.name).offerFile(file.path);
    await uploads.limitSpeed(null);
    await uploads.row(file.name).complete();

    expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  });
});
