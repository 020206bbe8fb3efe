import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const fileCount = 3000;

/** What surrounds a list in the apps of others. Rows are not all of one height in any of them. */
const surroundings = {
  'a page that scrolls': '',
  'an element that scrolls': 'main { block-size: 500px; overflow-y: auto }',
  'from right to left': ':root { direction: rtl }',
  'a narrow column': 'main { inline-size: 300px }',
  'zoomed by CSS': 'main { zoom: 1.25 }',
  'scaled by CSS': 'main { transform: scale(0.8); transform-origin: 0 0 }',
} as const;
const unevenRows = '[aria-posinset$="3"] { padding-block: 3rem } [aria-posinset$="7"] { padding-block: 0 }';

test('R-F7 R-F10 a list of thousands shows rows and no gap wherever it is scrolled to, and whatever it is in', async ({
  page,
  uploads,
}) => {
  // No answer comes: the files stay in the list as they are.
  await page.route('**/app/uploads**', () => {});
  await uploads.open();
  await addFiles(page, fileCount);
  await expect(uploads.row('file-1.bin').element).toBeVisible();

  for (const [name, css] of Object.entries(surroundings)) {
    await test.step(name, async () => {
      const style = await page.addStyleTag({ content: `${unevenRows} ${css}` });
      const seen = await page.evaluate(scrollAndLook);
      await style.evaluate((element) => element.parentNode?.removeChild(element));

      expect(seen.rowsLookedAt).toBeGreaterThan(100);
      expect(seen.gapsLookedAt).toBe(0);
      expect(seen.mostItems).toBeLessThan(60);
      expect(seen.lastPlace).toBe(fileCount);
    });
  }
});

test('R-F10 a row that is dragged to the edge takes the list along, in an element that scrolls too', async ({
  page,
  uploads,
}) => {
  await page.route('**/app/uploads**', () => {});
  await uploads.open();
  await addFiles(page, fileCount);
  await page.addStyleTag({ content: surroundings['an element that scrolls'] });
  const { element } = uploads.row('file-1.bin');
  await element.scrollIntoViewIfNeeded();
  const scroller = page.locator('main');
  const scrolledAtFirst = await scroller.evaluate(({ scrollTop }) => scrollTop);
  const bounds = await scroller.boundingBox();
  const bottom = (bounds?.y ?? 0) + (bounds?.height ?? 0) - 8;

  await element.locator('[data-upload-part="item-drag-handle"]').hover();
  await page.mouse.down();
  for (let step = 0; step < 120; step += 1) await page.mouse.move(bounds?.x ?? 0, bottom - (step % 2));
  await page.mouse.up();

  expect(await scroller.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(scrolledAtFirst + 600);
  expect(Number(await element.getAttribute('aria-posinset'))).toBeGreaterThan(8);
  await expect(element).toBeInViewport();
});

/** As many files as no test would write to the disk. */
async function addFiles(page: Page, count: number): Promise<void> {
  const input = page.locator('[data-upload-part="drop-zone"] input[type="file"]').first();
  await input.evaluate((element, fileTotal) => {
    if (!(element instanceof HTMLInputElement)) throw new Error('The drop zone has no input');
    const files = new DataTransfer();
    for (let place = 1; place <= fileTotal; place += 1) {
      files.items.add(new File(['ink'], `file-${place}.bin`));
    }
    element.files = files.files;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }, count);
}

/** In the page: scrolls by wheel turns, by a jump to the middle and to the end, and looks at all that can be seen. */
async function scrollAndLook() {
  const list = document.querySelector('[data-upload-part="list"]');
  const main = document.querySelector('main');
  const { scrollingElement } = document;
  if (list === null || main === null || scrollingElement === null) throw new Error('There is no list');
  const scroller = getComputedStyle(main).overflowY === 'auto' ? main : scrollingElement;
  const seen = { rowsLookedAt: 0, gapsLookedAt: 0, mostItems: 0, lastPlace: 0 };

  // A frame for the rows that come, and one for what their sizes change.
  const settled = async () => {
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    }
  };
  const look = () => {
    const { left, right, top, bottom } = list.getBoundingClientRect();
    const column = (Math.max(left, 0) + Math.min(right, window.innerWidth)) / 2;
    for (let y = Math.max(top, 0) + 2; y < Math.min(bottom, window.innerHeight); y += 30) {
      const there = document.elementsFromPoint(column, y);
      if (there.some((element) => element.matches('[data-upload-part="list-gap"]'))) seen.gapsLookedAt += 1;
      if (there.some((element) => element.matches('[data-upload-id]'))) seen.rowsLookedAt += 1;
    }
    seen.mostItems = Math.max(seen.mostItems, list.children.length);
  };

  scroller.scrollTop = 0;
  await settled();
  for (let turn = 0; turn < 40; turn += 1) {
    if (turn === 15) scroller.scrollTop = scroller.scrollHeight / 2;
    else scroller.scrollTop += turn < 15 ? 120 : 350;
    await settled();
    look();
  }
  for (let turn = 0; turn < 3; turn += 1) {
    scroller.scrollTop = scroller.scrollHeight;
    await settled();
  }
  look();
  seen.lastPlace = Number(list.lastElementChild?.getAttribute('aria-posinset'));
  return seen;
}
