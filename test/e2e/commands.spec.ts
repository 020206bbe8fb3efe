import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/fixtures.ts';
import { findFreePort } from './support/free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Command {
  readonly child: ChildProcess;
  /** Resolves with everything printed so far, once it matches. */
  prints(pattern: RegExp): Promise<string>;
  /** Resolves with the exit code and everything printed. */
  ends(): Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

function run(script: string, environment: Readonly<Record<string, string>>): Command {
  return spawnCommand(process.execPath, [join('scripts', script)], environment);
}

function spawnCommand(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Command {
  const child = spawn(command, [...parameters], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const closed = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    child,
    async prints(pattern) {
      await expect.poll(() => output).toMatch(pattern);
      return output;
    },
    async ends() {
      await closed;
      return { exitCode: child.exitCode, output };
    },
  };
}

test('R-E5 R-D11 npm start serves the demo and the backend from one address, and stops cleanly on SIGTERM', async ({
  page,
  folder,
}) => {
  const port = await findFreePort();
  const start = run('start.mjs', {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'holdfast.db')}`,
    STORAGE_ROOT: join(folder, 'storage'),
  });

  await start.prints(new RegExp(`http://[^\\s]+:${port}`));
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect(page.getByRole('heading', { name: 'Upload files' })).toBeVisible();
  await expect(page.getByRole('meter', { name: 'Storage' })).toBeVisible();
  // A page that is still open would complain about the server that is gone.
  await page.goto('about:blank');
  start.child.kill('SIGTERM');

  expect((await start.ends()).exitCode).toBe(0);
});

test('R-D11 the backend ends with npm, although npm hands no signal through its shell', async ({
  folder,
}) => {
  const port = await findFreePort();
  const server = spawnCommand('npm', ['run', 'server'], {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'holdfast.db')}`,
    STORAGE_ROOT: join(folder, 'storage'),
  });
  await server.prints(/ready at http/);

  server.child.kill('SIGTERM');
  // The backend holds npm's output open, so this resolves only when it is gone.
  await server.ends();

  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});

test('npm start says so when its port is taken, before it does anything else', async () => {
  const port = await findFreePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');

  const { exitCode, output } = await run('start.mjs', { PORT: String(port) }).ends();
  other.close();

  expect(exitCode).toBe(1);
  expect(output.trim()).toBe(
    `Port ${port} is already in use. Choose another one: PORT=${port + 1} npm start`,
  );
});

test('R-D10 npm run server refuses to start on bad values and names every one', async ({ folder }) => {
  const { exitCode, output } = await run('server.mjs', {
    PORT: 'many',
    SESSION_IDLE_HOURS: '-1',
    DATABASE_URL: `sqlite:${join(folder, 'holdfast.db')}`,
    STORAGE_ROOT: join(folder, 'storage'),
  }).ends();

  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/PORT/);
  expect(output).toMatch(/SESSION_IDLE_HOURS/);
});
