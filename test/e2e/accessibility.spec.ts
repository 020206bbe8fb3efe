import { expect, type Page, test } from '@playwright/test';
import { documentedMarks, listMarks } from '../support/documented-marks.ts';
import { bringAxe, findAccessibilityProblems } from '../support/find-accessibility-problems.ts';
import { type Gallery, isSettled, listScenes, serveGallery } from '../support/serve-gallery.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(() => gallery.close());

const modes = [
  { name: 'light', query: { theme: 'light' } },
  { name: 'dark', query: { theme: 'dark' } },
  { name: 'right to left', query: { lang: 'ar', theme: 'light' } },
  { name: 'German on a phone', query: { lang: 'de', theme: 'light' }, width: 320 },
] as const;

async function scenesOf(page: Page): Promise<readonly string[]> {
  await page.goto(gallery.urlOf(''));
  await page.getByRole('link').first().waitFor();
  return page.evaluate(listScenes);
}

for (const { name, query, ...mode } of modes) {
  test(`R-F10 every block in every state passes all WCAG 2.2 AA rules: ${name}`, async ({ page }) => {
    test.slow();
    const width = 'width' in mode ? mode.width : 900;
    await page.setViewportSize({ width, height: 800 });
    const scenes = await scenesOf(page);
    expect(scenes.length).toBeGreaterThan(80);
    const problems: Record<string, unknown> = {};

    for (const scene of scenes) {
      await page.goto(gallery.urlOf(scene, query));
      await page.waitForFunction(isSettled);
      await page.evaluate(bringAxe);
      const found: readonly string[] = await page.evaluate(findAccessibilityProblems);
      if (found.length > 0) problems[scene] = found;
      // 1.4.10: nothing is cut off, and nothing has to be scrolled sideways.
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) problems[`${scene} overflows`] = overflow;
    }

    expect(problems).toEqual({});
  });
}

test('R-F10 every part, and every state of every part, is in a scene', async ({ page }) => {
  const seen = new Set<string>();

  for (const scene of await scenesOf(page)) {
    await page.goto(gallery.urlOf(scene));
    await page.waitForFunction(isSettled);
    const marks: readonly string[] = await page.evaluate(listMarks);
    for (const mark of marks) seen.add(mark);
  }

  const documented = documentedMarks();
  expect(documented.length).toBeGreaterThan(200);
  expect(documented.filter((mark) => !seen.has(mark))).toEqual([]);
});
