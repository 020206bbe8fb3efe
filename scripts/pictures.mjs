import { existsSync } from 'node:fs';
import { chromiumVersion, ensureChromium } from './chromium.mjs';

/** What `test/e2e/pictures` was taken with, on Debian: other letters and other engines draw other pixels. */
const drawnWith = { chromium: '156', font: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' };

/**
 * Why the pictures cannot be compared on this machine, if they cannot.
 * @returns {Promise<string | undefined>}
 */
export async function whatPicturesMiss() {
  if (!existsSync(drawnWith.font)) return `there is no ${drawnWith.font}: install fonts-dejavu-core`;
  const chromium = await ensureChromium();
  if ('missing' in chromium) return chromium.missing;
  const version = await chromiumVersion(chromium.path);
  if (version.includes(` ${drawnWith.chromium}.`)) return undefined;
  return `the pictures were taken with Chromium ${drawnWith.chromium}, this is ${version}`;
}
