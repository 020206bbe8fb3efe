import { inject } from 'vitest';
import { findOtherBrowsers } from '../../../scripts/other-browsers.mjs';
import { launchFirefox } from './firefox.ts';
import type { RealBrowser } from './real-browser.ts';
import { launchWebKit } from './webkit.ts';

/** The engines beside Chromium, which has tests of its own; each with a way to start it. */
export const otherBrowsers: readonly (readonly [string, () => Promise<RealBrowser>])[] = [
  ['Firefox', () => launchFirefox(paths().firefox)],
  [
    'WebKitGTK',
    () => launchWebKit({ driver: paths().webkitDriver, browser: paths().webkit, display: inject('display') }),
  ],
];

function paths() {
  const found = findOtherBrowsers();
  if ('missing' in found) throw new Error(found.missing);
  return found;
}
