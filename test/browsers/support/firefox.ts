import { type ElementHandle, launch, type Page } from 'puppeteer-core';
import type { RealBrowser, Tab } from './real-browser.ts';

/** Firefox by WebDriver BiDi, which needs no driver of its own beside the browser. */
export async function launchFirefox(executablePath: string): Promise<RealBrowser> {
  const browser = await launch({ browser: 'firefox', executablePath, headless: true });
  return {
    name: `Firefox ${await browser.version()}`,
    newTab: async () => tabOf(await browser.newPage()),
    close: () => browser.close(),
  };
}

function tabOf(page: Page): Tab {
  return {
    async open(url) {
      await page.goto(url);
    },
    evaluate: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    async chooseFiles(selector, paths) {
      const input = (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement> | null;
      await input?.uploadFile(...paths);
    },
    click: (selector) => page.locator(selector).click(),
    close: () => page.close(),
  };
}
