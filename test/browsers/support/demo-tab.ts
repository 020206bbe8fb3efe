import { expect } from 'vitest';
import type { Tab } from './real-browser.ts';

/** The demo's Upload page in a tab of any browser, with one upload in it at most. */
export interface DemoTab {
  choose(path: string): Promise<void>;
  /** Offers a file to the upload that waits for one. */
  offer(path: string): Promise<void>;
  press(button: 'pause' | 'resume'): Promise<void>;
  /** Resolves when the upload’s status reads like this. */
  reads(status: RegExp): Promise<void>;
  /** Resolves when this much is sent. */
  reaches(percent: number): Promise<void>;
  /** Numbers of the parts this page began to send since it was opened. */
  partsSent(): Promise<readonly number[]>;
  /** SHA-256 in hexadecimal of the one stored file of this name. */
  storedSha256(name: string): Promise<string>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

const waiting = { timeout: 30_000, interval: 50 };

export async function openDemo(tab: Tab, url: string): Promise<DemoTab> {
  const open = async () => {
    await tab.open(`${url}/?lang=en`);
    await expect
      .poll(() => tab.evaluate('document.querySelector("h1, h2")?.textContent ?? null'), waiting)
      .not.toBe(null);
  };
  const part = (name: string) => `[data-upload-part="${name}"]`;
  const status = () =>
    tab.evaluate<string | null>(`document.querySelector('${part('item-status')}')?.textContent ?? null`);
  const percent = () =>
    tab.evaluate<number>(
      `Number(document.querySelector('li [role=progressbar]')?.getAttribute('aria-valuenow') ?? 0)`,
    );
  await open();

  return {
    choose: (path) => tab.chooseFiles(`${part('drop-zone')} input[type=file]`, [path]),
    offer: (path) => tab.chooseFiles('li input[type=file]', [path]),
    press: (button) => tab.click(`li [data-action="${button}"]`),
    reads: (pattern) => expect.poll(status, waiting).toMatch(pattern),
    reaches: (wanted) => expect.poll(percent, waiting).toBeGreaterThanOrEqual(wanted),
    partsSent: () =>
      tab.evaluate(`performance.getEntriesByType('resource')
        .map(({ name }) => new URL(name))
        .filter(({ pathname }) => pathname === '/storage/upload')
        .map(({ searchParams }) => Number(searchParams.get('part')))`),
    storedSha256: (name) =>
      tab.evaluate(`(async () => {
        const { items } = await (await fetch('/api/files?limit=100')).json();
        const found = items.filter(({ file_name }) => file_name === ${JSON.stringify(name)});
        if (found.length !== 1) throw new Error(found.length + ' files have this name');
        const content = await (await fetch('/api/files/' + found[0].file_id + '/content')).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
        return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      })()`),
    reload: open,
    close: tab.close,
  };
}
