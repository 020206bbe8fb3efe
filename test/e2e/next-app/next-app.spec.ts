import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { type BackendProcess, startBackend } from '../support/backend-process.ts';
import { findFreePort } from '../support/free-port.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let backend: BackendProcess;
let server: ChildProcess;
let url: string;

function runNext(...parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), ...parameters], {
    cwd: join(root, 'recipes', 'next-app'),
    env: {
      ...process.env,
      NEXT_PUBLIC_UPLOADS_URL: backend.url,
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function statusOf(address: string): Promise<number> {
  try {
    return (await fetch(address)).status;
  } catch {
    return 0;
  }
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  url = `${origin}/`;
  backend = await startBackend({ CORS_ORIGINS: origin });
  const [exitCode] = await once(runNext('build'), 'exit');
  expect(exitCode).toBe(0);
  server = runNext('start', '--hostname', '127.0.0.1', '--port', String(port));
  await expect.poll(() => statusOf(url), { timeout: 60_000 }).toBe(200);
});

test.afterAll(async () => {
  await backend.dispose();
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
});

/** What the page throws and warns of. */
function recordComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The app brings no icon, and browsers ask every site for one.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

test('a server component of Next.js renders the blocks and parts, ready to be read', async () => {
  const html = await (await fetch(url)).text();

  expect(html).toContain('Choose files');
  expect(html).toContain('Or one folder');
  expect(html).toContain('data-upload-part="drop-zone"');
});

test('the browser takes the page of Next.js over without a difference, and uploads with it', async ({
  page,
}) => {
  const complaints = recordComplaints(page);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));

  await page.goto(url);
  // The name comes with the first effects: from here on React listens.
  await expect(page.getByRole('group', { name: 'Drop files or folders here' })).toBeVisible();
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: 'harbour.txt',
      mimeType: 'text/plain',
      buffer: Buffer.alloc(6 * 1024 * 1024, 'ships '),
    });
  const row = page.getByRole('listitem', { name: 'harbour.txt' });
  await expect(row.getByText('Uploaded')).toBeVisible();

  // The bundler found the engine's worker: bytes are hashed beside the page.
  expect(workers).not.toEqual([]);
  expect(complaints).toEqual([]);
});

test('a page whose markup the browser does not agree with is noticed', async ({ page }) => {
  const complaints = recordComplaints(page);
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.replace('>Or one folder<', '>Something else<') });
  });

  await page.goto(url);

  await expect.poll(() => complaints.join()).toContain('Minified React error #418');
});
