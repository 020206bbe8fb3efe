import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './free-port.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const startTimeoutMs = 20_000;

/** The reference backend as its own process, on SQLite and local disk, serving the built demo. */
export interface BackendProcess {
  readonly url: string;
  /** The process that runs at the moment. */
  readonly pid: () => number;
  /** What the process has written so far, for the report of a failed test. */
  readonly output: () => string;
  /** Ends the process without a chance to tidy up. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Stops it for good and deletes its data. */
  dispose(): Promise<void>;
}

export async function startBackend(
  environment: Readonly<Record<string, string>> = {},
): Promise<BackendProcess> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'holdfast-e2e-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let output = '';
  let child = await start();

  function start(): Promise<ChildProcess> {
    return startProcess({
      environment: {
        PORT: String(port),
        HOST: '127.0.0.1',
        PUBLIC_URL: url,
        DATABASE_URL: `sqlite:${join(dataFolder, 'holdfast.db')}`,
        STORAGE_DRIVER: 'local',
        STORAGE_ROOT: join(dataFolder, 'storage'),
        STATIC_ROOT: fromRoot('demo/dist'),
        DEMO: 'true',
        ...environment,
      },
      onOutput: (text) => {
        output += text;
      },
    });
  }

  return {
    url,
    pid: () => child.pid ?? 0,
    output: () => output,
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = await start();
    },
    async dispose() {
      await end(child, 'SIGTERM');
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

interface StartOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly onOutput: (text: string) => void;
}

async function startProcess({ environment, onOutput }: StartOptions): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions=@holdfast/source', fromRoot('packages/mock-server/src/hosts/cli.ts')],
    { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The backend ${reason}:\n${said.join('')}`));
    const timer = setTimeout(() => fail('was not ready in time'), startTimeoutMs);
    const listen = (text: string) => {
      said.push(text);
      onOutput(text);
      if (!/ready at http/.test(said.join(''))) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
  return child;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}
