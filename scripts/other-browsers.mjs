import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {{ firefox: string, webkitDriver: string, webkit: string, xServer: string }} OtherBrowsers */

const webkitPlaces = ['4.1', '6.0', '4.0'].map(
  (version) =>
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
);

/**
 * Where Firefox and WebKitGTK are, with what drives them, as Debian installs them.
 * @returns {OtherBrowsers | { missing: string }}
 */
export function findOtherBrowsers() {
  const found = {
    firefox: findCommand('firefox-esr') ?? findCommand('firefox'),
    webkitDriver: findCommand('WebKitWebDriver'),
    webkit: webkitPlaces.find((path) => existsSync(path)),
    xServer: findCommand('Xvfb'),
  };
  const { firefox, webkit, webkitDriver, xServer } = found;
  if (firefox && webkit && webkitDriver && xServer) return { firefox, webkit, webkitDriver, xServer };
  const absent = Object.entries(found).flatMap(([name, path]) => (path === undefined ? [name] : []));
  return {
    missing: `there is no ${absent.join(', no ')} on this machine: install firefox-esr, webkit2gtk-driver and xvfb`,
  };
}

/** @param {string} name */
function findCommand(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
