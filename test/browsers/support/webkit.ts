import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Builder, By, Capabilities, until, type WebDriver } from 'selenium-webdriver';
import { findFreePort } from '../../e2e/support/free-port.ts';
import type { RealBrowser, Tab } from './real-browser.ts';

export interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
  /** The X server to draw on: WebKitGTK has no headless mode. */
  readonly display: string;
}

/** WebKitGTK by its own WebDriver. It is the engine of Safari over another network stack. */
export async function launchWebKit({
  driver: driverPath,
  browser,
  display,
}: WebKitPaths): Promise<RealBrowser> {
  const port = await findFreePort();
  const service = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    // The sandbox needs namespaces, which a container seldom gives.
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  });
  const driver = await connect(`http://127.0.0.1:${port}`, browser);
  const windows = await driver.getAllWindowHandles();
  let first = windows[0];
  return {
    name: `WebKitGTK ${(await driver.getCapabilities()).getBrowserVersion()}`,
    async newTab() {
      if (first === undefined) await driver.switchTo().newWindow('window');
      const handle = first ?? (await driver.getWindowHandle());
      first = undefined;
      return tabOf(driver, handle);
    },
    async close() {
      await driver.quit();
      await end(service);
    },
  };
}

/** The service answers a moment after it was started. */
async function connect(server: string, binary: string): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fetch(`${server}/status`);
      break;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return new Builder().usingServer(server).withCapabilities(capabilities).build();
}

async function end(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null || service.signalCode !== null) return;
  const closed = once(service, 'close');
  service.kill('SIGTERM');
  await closed;
}

function tabOf(driver: WebDriver, handle: string): Tab {
  const here = () => driver.switchTo().window(handle);
  const find = async (selector: string) => {
    await here();
    return driver.wait(until.elementLocated(By.css(selector)), 10_000);
  };
  return {
    async open(url) {
      await here();
      await driver.get(url);
    },
    async evaluate<T>(expression: string) {
      await here();
      const answer = await driver.executeAsyncScript<{ value?: T; error?: string }>(
        `const done = arguments[arguments.length - 1];
         Promise.resolve().then(() => (${expression})).then(
           (value) => done({ value }), (error) => done({ error: String(error) }));`,
      );
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as T;
    },
    async chooseFiles(selector, paths) {
      await (await find(selector)).sendKeys(paths.join('\n'));
    },
    async click(selector) {
      await (await find(selector)).click();
    },
    async close() {
      await here();
      await driver.close();
    },
  };
}
