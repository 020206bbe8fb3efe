import { expect, test } from '@playwright/test';
import { type Gallery, serveGallery } from '../support/serve-gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(() => gallery.close());

// Only after a real click do microtasks run between one listener and the next, as the page's own may be the last to ask.
test('a form that somebody keeps from being reset keeps its uploads, whoever hears of it last', async ({
  page,
}) => {
  await page.goto(gallery.urlOf('form'));
  const rows = page.locator('[data-upload-part="item"]');
  await expect(rows).not.toHaveCount(0);
  const count = await rows.count();
  await page.evaluate(() => {
    const reset = Object.assign(document.createElement('button'), { type: 'reset', textContent: 'Empty' });
    document.querySelector('form')?.append(reset);
    const heard: boolean[] = [];
    Object.assign(window, { heard });
    document.addEventListener('reset', (event) => {
      if (heard.length === 0) event.preventDefault();
      // When the page has done what it does about it.
      setTimeout(() => setTimeout(() => heard.push(event.defaultPrevented)));
    });
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: readonly boolean[] }).heard);
  const reset = page.getByRole('button', { name: 'Empty' });

  await reset.click();
  await expect.poll(heard).toEqual([true]);
  const kept = await rows.count();
  await reset.click();
  await expect.poll(heard).toEqual([true, false]);

  expect([kept, await rows.count()]).toEqual([count, 0]);
});
