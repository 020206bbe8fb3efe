import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, root, toolEnvironment } from './toolchain.mjs';

/** The backend's command line, run from its sources: the pinned Node strips the types itself, so nothing is built first. */
const backendCommand = /** @type {const} */ ([
  pinnedNode,
  '--conditions=@holdfast/source',
  join(root, 'packages', 'mock-server', 'src', 'hosts', 'cli.ts'),
]);

const parentCheckMs = 500;

/**
 * Runs the backend on this terminal until it ends, and hands on the signals that ask it to stop.
 * @param {Record<string, string>} [environment]
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it, as shells say it
 */
export function runBackend(environment = {}) {
  const [command, ...parameters] = backendCommand;
  const child = spawn(command, parameters, {
    stdio: 'inherit',
    env: { ...toolEnvironment, ...environment },
  });
  // A terminal sends Ctrl-C to the whole group, so the child has SIGINT already; staying alive here lets it finish.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGTERM'));
  // npm runs scripts in a shell that dies of a signal without handing it on: a new parent means that the old one is gone.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, parentCheckMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (signal === 'SIGTERM' ? 143 : 130));
    });
  });
}
