import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ version?: string, link?: boolean, optional?: boolean }} LockedPackage */

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Enough for these scripts and for npm to fetch the pinned Node; Debian 12 has no newer one. */
const minimumMajor = 18;
const windows = process.platform === 'win32';

/** The Node that the repository pins; everything but these scripts runs under it. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** The environment of every child process: the repository's tools, and its Node, come first on the path. */
export const toolEnvironment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
};

/** An error whose message is all a person needs: scripts print it without a stack. */
export class ScriptError extends Error {
  /** @override */
  name = /** @type {const} */ ('ScriptError');
}

/** Installs what the lockfile names and the folder lacks, and proves that the pinned Node starts. */
export async function prepareToolchain() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < minimumMajor) {
    throw new ScriptError(
      `Node ${minimumMajor} or newer is needed to begin with; this is ${process.version}.`,
    );
  }
  if (!isInstalled()) await install();
  const { exitCode, output } = await capture(pinnedNode, ['--version']);
  if (exitCode === 0) return;
  throw new ScriptError(
    `The pinned Node at ${pinnedNode} does not start (${output.trim() || `exit code ${exitCode}`}).\n` +
      'It comes with the dev dependency `node`, whose install script fetches the build for this platform. ' +
      'Allow install scripts for it (`npm install-scripts approve node`), check that your registry serves ' +
      `\`node-${process.platform}-${process.arch}\`, then delete node_modules and try again.`,
  );
}

/**
 * Whether node_modules holds the versions of the lockfile. Compared by content, not by time: a fresh checkout or an
 * interrupted install says nothing through its dates.
 */
function isInstalled() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock) || !existsSync(pinnedNode)) return false;
  const installed = readPackages(installedLock);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules/') || link || optional || installed[path]?.version === version,
  );
}

/** @param {string} lockfile @returns {Record<string, LockedPackage>} */
function readPackages(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {};
}

async function install() {
  console.log('Installing the packages of package-lock.json …');
  // NODE_ENV=production would leave out the tools; the system's Node is older than some of them ask for, but never runs them.
  const exitCode = await runThrough('npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (exitCode !== 0) throw new ScriptError(`npm ci failed with exit code ${exitCode}.`);
  if (!isInstalled()) {
    throw new ScriptError(
      `npm ci finished, but the pinned Node is missing at ${pinnedNode}: its install script did not run.\n` +
        'Check `npm config get ignore-scripts` (should be false) and the `allowScripts` field of package.json.',
    );
  }
}

/**
 * Runs a command with its output on this terminal.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} the exit code
 */
export function runThrough(command, parameters, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...toolEnvironment, ...env },
      stdio: 'inherit',
      shell: windows,
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command and keeps what it prints.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export function capture(command, parameters, { cwd = root, env, onOutput } = {}) {
  return new Promise((resolve) => {
    let output = '';
    /** @param {string} text */
    const keep = (text) => {
      output += text;
      onOutput?.(text);
    };
    const child = spawn(command, parameters, {
      cwd,
      env: { ...toolEnvironment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      keep(`${error.message}\n`);
      resolve({ exitCode: 127, output });
    });
    child.once('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

/**
 * Runs a script's main function; a ScriptError ends it with its sentence, anything else is a bug and keeps its stack.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error);
    process.exitCode = 1;
  }
}
