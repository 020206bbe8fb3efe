import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringAxe, findAccessibilityProblems } from '../support/find-accessibility-problems.ts';
import { type Gallery, isSettled, listScenes, serveGallery } from '../support/serve-gallery.ts';
import { otherBrowsers } from './support/launch-browsers.ts';
import type { RealBrowser, Tab } from './support/real-browser.ts';

const waiting = { timeout: 30_000, interval: 50 };
/** All scenes one after the other, in a browser that draws without a graphics card. */
const timeout = 300_000;

let gallery: Gallery;
beforeAll(async () => {
  gallery = await serveGallery();
});
afterAll(() => gallery.close());

describe.each(otherBrowsers)('in %s', (_, launch) => {
  let browser: RealBrowser;
  let tab: Tab;
  beforeAll(async () => {
    browser = await launch();
    tab = await browser.newTab();
  });
  afterAll(() => browser.close());

  it.each([
    ['in the dark', { theme: 'dark' }],
    ['from right to left', { lang: 'ar', theme: 'light' }],
  ])('R-F10 every block in every state passes all WCAG 2.2 AA rules, %s', { timeout }, async (__, query) => {
    await tab.open(gallery.urlOf(''));
    await expect.poll(() => tab.evaluate<readonly string[]>(listScenes), waiting).not.toEqual([]);
    const scenes = await tab.evaluate<readonly string[]>(listScenes);
    expect(scenes.length).toBeGreaterThan(80);
    const problems: Record<string, readonly string[]> = {};

    for (const scene of scenes) {
      await tab.open(gallery.urlOf(scene, query));
      await expect.poll(() => tab.evaluate(isSettled), waiting).toBe(true);
      await tab.evaluate(bringAxe);
      const found = await tab.evaluate<readonly string[]>(findAccessibilityProblems);
      if (found.length > 0) problems[scene] = found;
    }

    expect(problems).toEqual({});
  });
});
