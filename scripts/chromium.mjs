import { existsSync } from 'node:fs';
import { capture, runThrough } from './toolchain.mjs';

const installPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium, or installs one: by Debian's packages when this is root's machine, else by Playwright.
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    return existsSync(named)
      ? { path: named }
      : { missing: `CHROMIUM_PATH names ${named}, which does not exist` };
  }
  const found = await findChromium();
  if (found !== undefined) return { path: found };

  console.log('Installing Chromium …');
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    await runThrough('apt-get', ['update', '-qq']);
    await runThrough('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } else {
    await runThrough('playwright', ['install', 'chromium']);
  }
  const installed = await findChromium();
  return installed === undefined
    ? { missing: 'no Chromium was found, and none could be installed; set CHROMIUM_PATH to one' }
    : { path: installed };
}

async function findChromium() {
  const installed = installPlaces.find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/** @param {string} path */
export async function chromiumVersion(path) {
  const { output } = await capture(path, ['--version']);
  return output.trim().split('\n').at(-1) ?? '';
}
