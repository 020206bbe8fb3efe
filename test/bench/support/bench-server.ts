import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server under measurement, in a process of its own. */
export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface BenchServerOptions {
  /** Relative to the repository. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Starts a script that prints `ready at URL` once it listens. */
export async function startBenchServer({ script, environment }: BenchServerOptions): Promise<BenchServer> {
  const child = spawn(process.execPath, ['--conditions=@holdfast/source', fromRoot(script)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that is interrupted leaves no server behind.
  const killChild = () => void child.kill('SIGKILL');
  process.prependOnceListener('exit', killChild);
  const url = await readUrl(child);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      process.off('exit', killChild);
    },
  };
}

async function readUrl(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /ready at (http:\S+)/.exec(said)?.[1];
    if (url === undefined) continue;
    // Nobody reads on; a full pipe must not stop the server.
    child.stdout?.resume();
    return url;
  }
  throw new Error(`The server ended before it was ready: ${said}`);
}
