import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

test.describe('a reader in Austria', () => {
  test.use({ locale: 'de-AT' });

  test('R-E6 is spoken to in German, and in Arabic from right to left once that is chosen', async ({
    page,
    backend,
    makeFile,
  }) => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    const film = await makeFile('film (1).mp4', { sizeBytes: 24 * mebibyte, seed: 'film' });
    await page.goto(backend.url);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dateien hochladen');
    await expect(page.getByText(/^0\sByte von 10,7\sGB belegt$/)).toBeVisible();
    const before = scripts.filter((path) => /\/(?:ar|de|es|fr|ja)-[^/]+\.js$/.test(path));

    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('العربية');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('رفع الملفات');
    await page.locator('[data-upload-part="drop-zone"] input').setInputFiles(film.path);
    const row = page.getByRole('list', { name: 'عمليات الرفع' }).getByRole('listitem', { name: film.name });
    await expect(row.locator('[data-upload-part="item-status"]')).toHaveText('تم الرفع', { timeout: 60_000 });

    expect(before.length).toBeGreaterThan(0);
    expect(before.filter((path) => !/\/de-/.test(path))).toEqual([]);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(page).toHaveURL(/[?&]lang=ar/);
    await expect(
      row.getByRole('button', { name: 'إزالة \u2068film (1).mp4\u2069 من القائمة' }),
    ).toBeVisible();
    const badge = await row.locator('[data-upload-part="file-badge"]').boundingBox();
    const actions = await row.locator('[data-upload-part="item-actions"]').boundingBox();
    expect(badge?.x ?? 0).toBeGreaterThan(actions?.x ?? Number.POSITIVE_INFINITY);

    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('رفع الملفات');
  });
});

test('R-F10 nothing is wider than a narrow window, in any language', async ({ page, backend, makeFile }) => {
  const photo = await makeFile('holiday photographs of 2024 (final).jpeg', {
    sizeBytes: 30_000,
    seed: 'photo',
  });
  await page.setViewportSize({ width: 320, height: 640 });
  const widths: Record<string, number> = {};
  for (const language of ['en', 'de', 'fr', 'es', 'ja', 'ar']) {
    await page.goto(`${backend.url}/?lang=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.locator('[data-upload-part="drop-zone"] input').setInputFiles(photo.path);
    await expect(page.locator('[data-upload-part="item"][data-status="completed"]')).toBeVisible();
    widths[`${language} upload`] = await page.evaluate(() => document.documentElement.scrollWidth);

    await page.goto(`${backend.url}/files?lang=${language}`);
    await expect(page.getByRole('table')).toBeVisible();
    widths[`${language} files`] = await page.evaluate(() => document.documentElement.scrollWidth);
  }

  expect(Object.entries(widths).filter(([, width]) => width > 320)).toEqual([]);
});

test.describe('a server that is newer, or not what it seems', () => {
  test.use({ expectsFailedRequests: true });

  test('R-E6 is never quoted: its words can be neither markup nor turn a sentence around', async ({
    page,
    uploads,
    makeFile,
  }) => {
    const hostile = '<img src=x onerror="document.title=\'taken\'">\u202Egnp.exe';
    await page.route('**/app/uploads/initiate*', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: {
          type: 'urn:x',
          title: hostile,
          status: 409,
          detail: hostile,
          code: 'tea_break',
          retryable: false,
        },
      }),
    );
    const file = await makeFile('report.bin', { sizeBytes: mebibyte, seed: 'report' });
    await uploads.open();

    await uploads.choose([file.path]);

    const row = uploads.row(file.name);
    await expect(row.status).toHaveText(
      /^The server refused this for a reason this page does not know\. Reload/,
    );
    await expect(row.button(/^Try again/)).toHaveCount(0);
    await expect(row.element.locator('img')).toHaveCount(0);
    expect(await row.element.innerText()).not.toContain('\u202E');
  });

  test('R-E6 a name that is too long is refused with the number, and nothing offers to try it again', async ({
    page,
    uploads,
  }) => {
    const name = `${'n'.repeat(1100)}.txt`;
    await uploads.open();

    // No file system has room for this name, but a page that makes files has.
    await page
      .locator('[data-upload-part="drop-zone"] input')
      .evaluate((input: HTMLInputElement, fileName) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['content'], fileName));
        input.files = transfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }, name);

    const row = uploads.row(name);
    await expect(row.status).toHaveText(
      /may have up to 1,024 characters\. Rename the file and choose it again/,
    );
    await expect(row.button(/^Try again/)).toHaveCount(0);
    await expect(row.button(/^Remove n+….*n\.txt from the list$/)).toBeVisible();
  });
});
