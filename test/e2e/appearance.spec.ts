import { expect, test } from '@playwright/test';
import { type Gallery, isSettled, serveGallery } from '../support/serve-gallery.ts';

const modes = [
  { name: 'light', query: { theme: 'light' } },
  { name: 'dark', query: { theme: 'dark' } },
  { name: 'right-to-left', query: { theme: 'light', lang: 'ar' } },
  { name: 'forced-colours', query: { theme: 'light' }, forcedColors: 'active' },
] as const;

/** Every block, in each mode. */
const scenes = [
  'panel-empty',
  'panel-selected',
  'panel-needs-files',
  'panel-failed',
  'resume-banner',
  'notice-rejected',
  'notice-duplicates',
  'notice-unmatched',
  'banner-did-not-fit',
  'quota-warn',
  'plans',
  'files-of-a-reference',
  'files-table',
  'history',
  'usage',
  'usage-by-day',
  'dialog-details-of-many',
  'dialog-shortcuts',
  'dialog-delete-in-use',
  'dialog-delete-all-of-many',
  'dialog-smaller-plan',
];

/** What differs in little but its words, or is the same in every mode: one picture is enough. */
const lightScenes = [
  'panel-drop-target',
  'panel-pictures',
  'panel-waiting',
  'panel-dragged-row',
  'panel-many-parts',
  'notice-unreadable',
  'banner-full',
  'quota-loading',
  'quota-ok',
  'quota-failed',
  'plans-loading',
  'plans-failed',
  'files-failed',
  'files-table-more-failed',
  'history-being-filtered',
  'history-no-match',
  'usage-empty',
  'dialog-details-unsaved',
];

/** Where there is little room for long words. */
const phoneScenes = [
  'panel-selected',
  'panel-needs-files',
  'quota-over',
  'files-table',
  'history',
  'usage',
  'dialog-details',
  'dialog-delete-in-use',
];

/** The drop zone has a picture of its own. */
const withoutDropZone =
  '[data-upload-part="drop-zone"], [data-upload-part="panel-extras"] { display: none; }';
const zoneScenes = ['panel-empty', 'panel-drop-target'];

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await serveGallery();
});
test.afterAll(() => gallery.close());

const looks = [
  ...modes.map(({ name, query, ...mode }) => ({
    ...mode,
    name,
    query,
    width: 720,
    scenes: name === 'light' ? [...scenes, ...lightScenes] : scenes,
  })),
  { name: 'phone', query: { theme: 'light', lang: 'de' }, width: 320, scenes: phoneScenes },
];

for (const { name, query, width, scenes: shownScenes, ...mode } of looks) {
  test(`R-F10 every block looks as it was last looked at: ${name}`, async ({ browser }) => {
    const context = await browser.newContext({
      viewport: { width, height: 640 },
      forcedColors: 'forcedColors' in mode ? mode.forcedColors : 'none',
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      locale: 'en',
    });
    const page = await context.newPage();
    // Countdowns and the days of a chart are those of this day.
    await page.clock.setFixedTime('2026-03-15T12:00:00Z');

    for (const scene of shownScenes) {
      await page.goto(gallery.urlOf(scene, query));
      await page.waitForFunction(isSettled);
      if (scene.startsWith('panel-') && !zoneScenes.includes(scene)) {
        await page.addStyleTag({ content: withoutDropZone });
      }
      const shown = page.locator(scene.startsWith('dialog-') ? 'dialog' : 'main');
      // Told at the end, so that one run shows everything that changed.
      await expect.soft(shown).toHaveScreenshot(`${scene}-${name}.png`, { maxDiffPixelRatio: 0.01 });
    }
    await context.close();
  });
}
