import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { principals } from './principals.ts';

const cli = fileURLToPath(new URL('../../packages/mock-server/src/hosts/cli.ts', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop; answers its exit code. */
  stop(): Promise<number | null>;
}

function tokensVariable(): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(principals).map(([token, principal]) => [
        token,
        {
          tenant_id: principal.tenantId,
          user_id: principal.userId,
          workspace_ids: principal.workspaceIds,
          permissions: principal.permissions,
        },
      ]),
    ),
  );
}

export function spawnServer(
  variables: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): ChildProcess {
  return spawn(process.execPath, ['--conditions=@holdfast/source', cli, ...words], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the program's command beside a server in the same directory; answers its exit code and what it printed. */
export async function runCommand(
  directory: string,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawnServer(variablesOf(directory), words);
  const output: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.join('') };
}

function variablesOf(directory: string): Record<string, string> {
  return {
    DATABASE_URL: `sqlite:${join(directory, 'holdfast.db')}`,
    STORAGE_ROOT: join(directory, 'objects'),
    AUTH_TOKENS: tokensVariable(),
  };
}

/** Starts the real server as its own process, and waits for the line that says it is ready. */
export async function startProcess(
  directory: string,
  port = '0',
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawnServer({ PORT: port, ...variablesOf(directory), ...variables });
  if (!child.stdout) throw new Error('The server has no output');
  // A pipe nobody reads fills, and the server would wait to write its log.
  child.stderr?.resume();
  const lines = createInterface({ input: child.stdout });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([once(lines, 'line'), exited])) as [string | number];
  const [, url] = /^Holdfast backend ready at (http:\S+)$/.exec(String(line)) ?? [];
  if (url === undefined) throw new Error(`The server did not start: ${line}`);
  return {
    url,
    child,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}
