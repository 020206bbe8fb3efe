import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const mebibyte = 1024 * 1024;

/** Goes on with Tab until the focus is there: what Tab does not reach is not in reach of the keyboard. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < 80; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Keeps every sentence the live regions said, in order, as they disappear after a while. */
async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((records) => {
      for (const { addedNodes, target } of records) {
        const region = target instanceof Element ? target.closest('[data-upload-part="announcer"]') : null;
        for (const node of region === null ? [] : addedNodes) said.push(node.textContent ?? '');
      }
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: readonly string[] }).said.filter(Boolean));
}

test('R-F10 R-C14 everything about uploads is done with the keyboard alone, and said in order', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const film = await makeFile('film.bin', { sizeBytes: 40 * mebibyte, seed: 'film' });
  const note = await makeFile('note.bin', { sizeBytes: 100_000, seed: 'note' });
  const announced = await listen(page);
  // The picker that gives handles is the system's own window, which no test can use; a browser without it has the input.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
  await uploads.open();
  await uploads.limitSpeed(4 * mebibyte);

  const choosing = page.waitForEvent('filechooser');
  const zone = page.getByRole('group', { name: 'Drop files or folders here' });
  await tabTo(page, zone.getByRole('button', { name: 'Choose files' }));
  await page.keyboard.press('Enter');
  await (await choosing).setFiles([film.path, note.path]);
  const row = uploads.row(film.name);
  await uploads.row(note.name).complete();

  await tabTo(page, row.button(/^Pause/));
  await page.keyboard.press('Space');
  await expect(row.status).toHaveText('Paused');
  await expect(row.button(/^Resume/)).toBeFocused();

  await tabTo(page, row.button(/^Edit details/));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('By the sea');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(row.button(/^Edit details/)).toBeFocused();

  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('listitem').last()).toContainText(film.name);
  await page.keyboard.press('x');
  await expect(page.getByRole('checkbox', { name: `Select ${film.name}` })).toBeChecked();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await uploads.limitSpeed(null);
  await row.button(/^Resume/).focus();
  await page.keyboard.press('p');
  await row.complete();
  await row.button(/^Remove/).focus();
  await page.keyboard.press('Delete');
  await expect(row.element).toHaveCount(0);
  await expect(uploads.row(note.name).element.locator(':focus')).toHaveCount(1);

  const record = (await stored.list()).find(({ file_name }) => file_name === film.name);
  expect(record?.metadata).toEqual({ title: 'By the sea' });
  const said = async () => (await announced()).filter((text) => !/%|uploaded so far/.test(text));
  // What happens at about the same time is said together, a moment later.
  await expect
    .poll(said)
    .toEqual([
      '2 files added.',
      `${note.name} uploaded.`,
      '1 file changed.',
      `${film.name} is number 2 of 2.`,
      `${film.name} uploaded.`,
    ]);
});

test('R-F10 R-A5 R-A12 files are deleted, the history filtered and the plan changed with the keyboard alone', async ({
  page,
  uploads,
  stored,
  makeFile,
}) => {
  const file = await makeFile('short.bin', { sizeBytes: 100_000, seed: 'short' });
  await uploads.open();
  await uploads.choose([file.path]);
  await uploads.row(file.name).complete();

  await tabTo(page, page.getByRole('link', { name: 'Files', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: `Delete ${file.name}` }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect.poll(() => stored.list()).toEqual([]);

  await tabTo(page, page.getByRole('link', { name: 'History' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await tabTo(page, page.getByLabel('Name begins with'));
  await page.keyboard.type('long');
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Clear filters' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('rowheader')).toHaveCount(1);

  await tabTo(page, page.getByRole('link', { name: 'Plan', exact: true }));
  await page.keyboard.press('Enter');
  const plans = page.getByRole('radio');
  await expect(plans.first()).toBeVisible();
  const chosen = page.getByRole('radio', { checked: true });
  await tabTo(page, chosen);
  const before = await chosen.getAttribute('value');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).not.toHaveValue(before ?? '');
  await tabTo(page, page.getByRole('region', { name: 'Plans' }).getByRole('button', { name: 'Change plan' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
