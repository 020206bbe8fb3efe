import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../.holdfast/bench', import.meta.url));

/** Keeps every run of a bench, with the machine it ran on. */
export async function saveResults(name: string, results: unknown): Promise<void> {
  const path = `${folder}/${name}.json`;
  await mkdir(folder, { recursive: true });
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model };
  await writeFile(path, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  console.log(`\nEvery run: ${path}`);
}
