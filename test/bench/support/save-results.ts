import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../.holdfast/bench', import.meta.url));

/** Where a file with this name belongs to what a bench leaves behind. */
export async function placeResult(fileName: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return `${folder}/${fileName}`;
}

/** Keeps every run of a bench, with the machine it ran on. */
export async function saveResults(name: string, results: unknown): Promise<void> {
  const path = await placeResult(`${name}.json`);
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model };
  await writeFile(path, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  console.log(`\nEvery run: ${path}`);
}
