import { expect, type Locator, type Page } from '@playwright/test';

/** The demo's Upload page, as a person sees it: by role and name. */
export interface UploadPage {
  open(query?: string): Promise<void>;
  /** Chooses files through the drop zone's input, as a browser without file handles does. */
  choose(paths: readonly string[]): Promise<void>;
  row(name: string): UploadRow;
  /** Lets the page send at most this fast; `null` takes the limit away. */
  limitSpeed(bytesPerSecond: number | null): Promise<void>;
}

export interface UploadRow {
  readonly element: Locator;
  readonly status: Locator;
  button(name: RegExp): Locator;
  /** Offers a file to the upload that waits for one. */
  offerFile(path: string): Promise<void>;
  /** Resolves as soon as this much of the file is sent. */
  reach(percent: number): Promise<void>;
  complete(): Promise<void>;
}

export function createUploadPage(page: Page, url: string): UploadPage {
  const list = page.getByRole('list', { name: 'Uploads' });
  const zone = page.getByRole('group', { name: 'Drop files or folders here' });

  function row(name: string): UploadRow {
    const element = list.getByRole('listitem', { name, exact: true });
    const status = element.locator('[data-upload-part="item-status"]');
    return {
      element,
      status,
      button: (buttonName) => element.getByRole('button', { name: buttonName }),
      offerFile: (path) => element.locator('input[type="file"]').setInputFiles(path),
      async reach(percent) {
        const bar = await element.getByRole('progressbar').elementHandle();
        // Asked for in the page at every frame: a poll from here would come too late on a fast disk.
        await page.waitForFunction(
          ([target, wanted]) => Number(target?.getAttribute('aria-valuenow')) >= wanted,
          [bar, percent] as const,
          { polling: 'raf' },
        );
      },
      complete: () => expect(status).toHaveText('Uploaded', { timeout: 90_000 }),
    };
  }

  return {
    async open(query = '') {
      await page.goto(`${url}/${query}`);
      await expect(page.getByRole('heading', { name: 'Upload files' })).toBeVisible();
    },
    choose: (paths) =>
      zone
        .locator('input[type="file"]')
        .first()
        .setInputFiles([...paths]),
    row,
    async limitSpeed(bytesPerSecond) {
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: bytesPerSecond ?? -1,
      });
    },
  };
}
