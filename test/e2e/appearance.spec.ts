import { expect, test } from '@playwright/test';
import { type Gallery, isSettled, serveGallery } from '../support/serve-gallery.ts';

const modes = [
  { name: 'light', query: { theme: 'light' } },
  { name: 'dark', query: { theme: 'dark' } },
  { name: 'right-to-left', query: { theme: 'light', lang: 'ar' } },
  { name: 'forced-colours', query: { theme: 'light' }, forcedColors: 'active' },
] as const;

const scenes = [
  'panel-empty',
  'panel-editable',
  'panel-needs-files',
  'panel-failed',
  'panel-full',
  'quota-warn',
  'plans',
  'files',
  'history',
  'usage',
  'dialog-details',
  'dialog-shortcuts',
  'dialog-smaller-plan',
];

/** Many rows that differ in little but their words: one picture is enough. */
const lightScenes = ['panel-waiting', 'quota-ok'];

/** The drop zone has a picture of its own. */
const withoutDropZone =
  '[data-upload-part="drop-zone"], [data-upload-part="panel-extras"] { display: none; }';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(() => gallery.close());

for (const { name, query, ...mode } of modes) {
  test(`R-F10 every block looks as it was last looked at: ${name}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width: 720, height: 640 },
      forcedColors: 'forcedColors' in mode ? mode.forcedColors : 'none',
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      locale: 'en',
    });
    const page = await context.newPage();

    for (const scene of name === 'light' ? [...scenes, ...lightScenes] : scenes) {
      await page.goto(gallery.urlOf(scene, query));
      await page.waitForFunction(isSettled);
      if (scene.startsWith('panel-') && scene !== 'panel-empty') {
        await page.addStyleTag({ content: withoutDropZone });
      }
      const shown = page.locator(scene.startsWith('dialog-') ? 'dialog' : 'main');
      // Told at the end, so that one run shows everything that changed.
      await expect.soft(shown).toHaveScreenshot(`${scene}-${name}.png`, { maxDiffPixelRatio: 0.01 });
    }
    await context.close();
  });
}
