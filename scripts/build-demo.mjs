import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capture, root, ScriptError } from './toolchain.mjs';

/** Everything the demo is bundled from: its own sources and those of the packages it shows. */
const inputs = [
  'demo/src',
  'demo/index.html',
  'demo/package.json',
  'packages/upload-manager/src',
  'packages/upload-manager/package.json',
  'packages/react-uploader/src',
  'packages/react-uploader/package.json',
  'vite.config.ts',
  'package-lock.json',
];
const page = join(root, 'demo', 'dist', 'index.html');
const stampFile = join(root, '.holdfast', 'demo-build');

/** Builds the demo, unless the last build was made from the same sources. */
export async function buildDemoWhenStale() {
  const stamp = stampInputs();
  if (existsSync(page) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await buildDemo();
}

export async function buildDemo() {
  const stamp = stampInputs();
  console.log('Building the demo …');
  const { exitCode, output } = await capture('vite', ['build', '--logLevel', 'warn']);
  if (exitCode !== 0) throw new ScriptError(`${output}\nThe demo does not build.`);
  mkdirSync(dirname(stampFile), { recursive: true, mode: 0o700 });
  writeFileSync(stampFile, stamp);
}

/** Names, sizes and times of all inputs in one digest. */
function stampInputs() {
  const digest = createHash('sha256');
  for (const input of inputs) {
    for (const path of listFiles(join(root, input))) {
      const { size, mtimeMs } = statSync(path);
      digest.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return digest.digest('hex');
}

/** @param {string} path @returns {string[]} */
function listFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}
