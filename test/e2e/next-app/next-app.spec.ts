import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { findFreePort } from '../support/free-port.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const app = join(root, 'recipes', 'next-app');

let server: ChildProcess;
let url: string;

function runNext(...parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), ...parameters], {
    cwd: app,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const build = runNext('build');
  const [exitCode] = await once(build, 'exit');
  expect(exitCode).toBe(0);
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}/`;
  server = runNext('start', '--hostname', '127.0.0.1', '--port', String(port));
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
});

test.afterAll(async () => {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
});

test('a server component of Next.js renders the blocks and parts, ready to be read', async () => {
  const html = await (await fetch(url)).text();

  expect(html).toContain('Choose files');
  expect(html).toContain('Choose a folder');
  expect(html).toContain('data-upload-part="drop-zone"');
});

test('the browser takes the page of Next.js over without a difference, and it works', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });

  await page.goto(url);
  const drawn = await page.evaluate(() => document.body.innerText);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'harbour.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('not quite a picture'),
    });
  await expect(page.getByRole('listitem', { name: 'harbour.jpg' })).toBeVisible();

  expect(drawn).toContain('Choose a folder');
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
});

test('a page whose markup the browser does not agree with is noticed', async ({ page }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    await route.fulfill({ response: answer, body: html.replace('>Choose a folder<', '>Something else<') });
  });

  await page.goto(url);

  await expect.poll(() => complaints.join()).toContain('Minified React error #418');
});
