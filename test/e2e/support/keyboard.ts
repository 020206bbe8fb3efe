import { expect, type Locator, type Page } from '@playwright/test';

/** Goes on with Tab until the focus is there: what Tab does not reach is not in reach of the keyboard. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < 80; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Goes to a button or a link with Tab, and presses it. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Opens the picker of a button with the keyboard; what is chosen there is the system's business. */
export async function chooseByKeyboard(
  page: Page,
  trigger: Locator,
  paths: readonly string[],
): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await press(page, trigger);
  await (await choosing).setFiles([...paths]);
}

/** Keeps every sentence the live regions say from the next page load on, in order, as they disappear after a while. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    // The picker that gives handles is the system's own window, which no test can use; a browser without it has the input.
    Reflect.deleteProperty(window, 'showOpenFilePicker');
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
