import { chromiumArguments } from './support/chromium-arguments.ts';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;
const sizeBytes = 96 * mebibyte;

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...chromiumArguments],
    // Playwright switches the cache off that keeps a page for going back.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
});

test('C8 the browser keeps a page that uploads for going back, and it goes on each time the user comes back', async ({
  page,
  backend,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('film.bin', { sizeBytes, seed: 'back' });
  await page.addInitScript(() => {
    addEventListener('pageshow', (event) => {
      const { dataset } = document.documentElement;
      if (event.persisted) dataset.cameBack = String(Number(dataset.cameBack ?? 0) + 1);
    });
  });
  await uploads.open();
  await uploads.limitSpeed(24 * mebibyte);
  await uploads.choose([file.path]);
  await uploads.row(file.name).reach(20);

  for (const times of ['1', '2', '3']) {
    await page.goto(`${backend.url}/healthz`);
    // Playwright's own way back waits for a page to load, and this one does not.
    await page.evaluate(() => history.back());
    // The very page, with its File, not a new one that would ask for it.
    await expect(page.locator('html')).toHaveAttribute('data-came-back', times);
  }
  await uploads.row(file.name).complete();
  expect(await stored.digest(file.name)).toEqual({ sha256: file.sha256, sizeBytes });
});
