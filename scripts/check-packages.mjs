import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, pinnedNode, root, runMain, ScriptError, toolEnvironment } from './toolchain.mjs';

/**
 * Checks what a user would get: packs each package, lets publint and attw judge the tarball, unpacks it as an installed
 * package and imports every entry under plain Node, then starts the packed backend.
 */
const packages = ['upload-manager', 'react-uploader', 'mock-server'];
/** Inside the repository, so that third-party packages resolve to the installed ones; ours resolve to the unpacked tarballs. */
const home = join(root, '.holdfast', 'packed');

await runMain(async () => {
  rmSync(home, { recursive: true, force: true });
  for (const name of packages) {
    const tarball = await pack(name);
    await expectSuccess('publint', ['run', tarball, '--strict']);
    await expectSuccess('attw', [
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      ...styleEntries(name),
    ]);
    await unpack(name, tarball);
  }
  for (const name of packages) await importEntries(name);
  await uploadInTest();
  await startBackend();
  console.log(`${packages.length} packages pack, import and start`);
});

/** @param {string} name */
async function pack(name) {
  mkdirSync(home, { recursive: true });
  const output = await expectSuccess('npm', [
    'pack',
    '--json',
    '--silent',
    '--pack-destination',
    home,
    '--workspace',
    `packages/${name}`,
  ]);
  const [packed] = Object.values(JSON.parse(output));
  return join(home, packed.filename);
}

/** @param {string} name @param {string} tarball */
async function unpack(name, tarball) {
  const folder = join(home, 'node_modules', '@holdfast', name);
  mkdirSync(folder, { recursive: true });
  await expectSuccess('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/** @param {string} name @returns {{ exports: Record<string, unknown> }} */
function readManifest(name) {
  return JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
}

/** Style sheets have no types to be wrong. @param {string} name */
function styleEntries(name) {
  const styles = Object.keys(readManifest(name).exports).filter((entry) => entry.endsWith('.css'));
  return styles.length === 0 ? [] : ['--exclude-entrypoints', ...styles];
}

/** @param {string} name */
async function importEntries(name) {
  const entries = Object.keys(readManifest(name).exports).filter((entry) => !/\.(css|json)$/.test(entry));
  for (const entry of entries) {
    const specifier = `@holdfast/${name}${entry.slice(1)}`;
    const code = `const entry = await import('${specifier}'); if (Object.keys(entry).length === 0) throw new Error('no exports');`;
    await expectSuccess(pinnedNode, ['--input-type=module', '--eval', code], home);
  }
}

/** Uploads as somebody's test does. The clock of a test waits for no module, so none may come late. */
async function uploadInTest() {
  const code = `
    import { registerHooks } from 'node:module';
    import { createFakeFile, createTestUploadManager } from '@holdfast/upload-manager/testing';
    const late = [];
    registerHooks({ load: (url, context, next) => (late.push(url), next(url, context)) });
    const { clock, manager } = createTestUploadManager();
    const files = [createFakeFile({ name: 'film.mp4', sizeBytes: 40_000_000 })];
    await manager.preflight(files).catch(() => {});
    const [id] = manager.add(files);
    await clock.advance(1000);
    await manager.editMetadata(id, { title: 'Fjord' });
    await manager.restore();
    await manager.listReferences().catch(() => {});
    const { status } = manager.getUpload(id).getState().state;
    if (status !== 'completed' || late.length > 0) throw new Error([status, ...late].join(' '));`;
  await expectSuccess(pinnedNode, ['--input-type=module', '--eval', code], home);
}

/** Starts the command line that a user gets, waits for its line, and stops it. */
async function startBackend() {
  const data = mkdtempSync(join(tmpdir(), 'holdfast-packed-'));
  const command = join(home, 'node_modules', '@holdfast', 'mock-server', 'dist', 'hosts', 'cli.js');
  const child = spawn(pinnedNode, [command], {
    cwd: data,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...toolEnvironment,
      PORT: String(await freePort()),
      DATABASE_URL: `sqlite:${join(data, 'holdfast.db')}`,
      STORAGE_DRIVER: 'local',
      STORAGE_ROOT: join(data, 'storage'),
    },
  });
  try {
    const exitCode = await new Promise((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        if (/ready at http/.test(text)) child.kill('SIGTERM');
      });
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    if (exitCode !== 0) throw new ScriptError(`The packed backend ended with ${exitCode} instead of 0.`);
  } finally {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {string} [cwd]
 */
async function expectSuccess(command, parameters, cwd = root) {
  const { exitCode, output } = await capture(command, parameters, { cwd });
  if (exitCode === 0) return output;
  throw new ScriptError(`${command} ${parameters.join(' ')}\n${output}`);
}
