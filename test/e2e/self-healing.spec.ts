import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;
const partUrls = /\/multipart-part-urls$/;
const completion = /\/assets\/upload\/complete-batch$/;
/** Where the local store takes bytes. */
const bytes = /\/storage\/upload\?/;

test.use({ expectsFailedRequests: true });

/** Answers the first requests in a way of its own, and lets the others through. */
async function disturb(
  page: Page,
  pattern: RegExp,
  {
    times,
    by,
  }: {
    readonly times: number;
    readonly by: (route: Parameters<Parameters<Page['route']>[1]>[0]) => Promise<void>;
  },
): Promise<() => number> {
  let disturbed = 0;
  await page.route(pattern, async (route) => {
    if (disturbed >= times || route.request().method() === 'OPTIONS') return route.continue();
    disturbed += 1;
    return by(route);
  });
  return () => disturbed;
}

test.describe('an upload repairs itself', () => {
  test('R-F6 C29 offline is said, costs no attempt, and the upload goes on when the network is back', async ({
    context,
    makeFile,
    stored,
    uploads,
  }) => {
    // Large enough to be caught on its way: a browser that emulates a slow line does not go offline as well.
    const file = await makeFile('train.bin', { sizeBytes: 400 * mebibyte, seed: 'train' });
    await uploads.open();
    await uploads.choose([file.path]);
    const row = uploads.row(file.name);
    await row.reach(5);

    await context.setOffline(true);
    await expect(row.status).toHaveText(/You are offline/);
    await context.setOffline(false);
    await row.complete();

    expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes: file.sizeBytes });
  });

  test('R-F6 C38 a login page or HTML of a proxy in place of an answer is not believed', async ({
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('hotel.bin', { sizeBytes: 60 * mebibyte, seed: 'hotel' });
    await uploads.open();
    const html = '<!doctype html><title>Welcome to the hotel</title>';
    const gateways = await disturb(page, partUrls, {
      times: 2,
      by: (route) => route.fulfill({ status: 502, contentType: 'text/html', body: html }),
    });
    const portals = await disturb(page, completion, {
      times: 1,
      by: (route) => route.fulfill({ status: 200, contentType: 'text/html', body: html }),
    });

    await uploads.choose([file.path]);
    await uploads.row(file.name).complete();

    expect([gateways(), portals()]).toEqual([2, 1]);
    expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  });

  test('R-F6 a completion whose answer was lost makes one file', async ({
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('lost.bin', { sizeBytes: 20 * mebibyte, seed: 'lost' });
    await uploads.open();
    const lost = await disturb(page, completion, {
      times: 2,
      by: async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
    });

    await uploads.choose([file.path]);
    await uploads.row(file.name).complete();

    expect(lost()).toBe(2);
    expect(await stored.list()).toHaveLength(1);
    expect(await stored.quota()).toMatchObject({ used_bytes: file.sizeBytes, reserved_bytes: 0 });
  });

  test('R-F6 C34 a device clock that is a day behind stops nothing', async ({
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('clock.bin', { sizeBytes: 30 * mebibyte, seed: 'clock' });
    await page.addInitScript(() => {
      const day = 86_400_000;
      const RealDate = Date;
      const skewed = class extends RealDate {
        constructor(...values: ConstructorParameters<typeof Date> | []) {
          if (values.length === 0) super(RealDate.now() - day);
          else super(...(values as [number]));
        }
        static override now() {
          return RealDate.now() - day;
        }
      };
      globalThis.Date = skewed as DateConstructor;
    });
    await uploads.open();

    await uploads.choose([file.path]);
    await uploads.row(file.name).complete();

    expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  });

  test('R-F6 C6 a page that was frozen in the middle goes on without a word of error', async ({
    makeFile,
    page,
    stored,
    uploads,
  }) => {
    const file = await makeFile('frozen.bin', { sizeBytes: 60 * mebibyte, seed: 'frozen' });
    await uploads.open();
    await uploads.limitSpeed(24 * mebibyte);
    await uploads.choose([file.path]);
    const row = uploads.row(file.name);
    await row.reach(20);
    const devtools = await page.context().newCDPSession(page);

    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await expect.poll(() => stored.quota()).toMatchObject({ reserved_bytes: file.sizeBytes });
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await row.complete();

    expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
  });

  test('R-F6 C36 parts whose connection breaks at the end are sent again, and no others', async ({
    makeFile,
    page,
    stored,
    traffic,
    uploads,
  }) => {
    const file = await makeFile('broken.bin', { sizeBytes: 60 * mebibyte, seed: 'broken' });
    await uploads.open();
    const broken = await disturb(page, bytes, { times: 3, by: (route) => route.abort('connectionreset') });

    await uploads.choose([file.path]);
    await uploads.row(file.name).complete();

    expect(broken()).toBe(3);
    expect((await stored.digest(file.name)).sha256).toBe(file.sha256);
    const chunkSize = Math.max(...traffic.parts.map(({ sizeBytes }) => sizeBytes));
    expect(traffic.sentBytes() - file.sizeBytes).toBeLessThanOrEqual(3 * chunkSize);
  });
});
