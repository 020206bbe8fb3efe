import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumVersion } from '../../../scripts/chromium.mjs';
import { contenders } from './contenders.ts';
import type { Workload } from './workloads.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const page = fromHere('../../../docs/benchmarks.md');
const peerPackages = [
  '@uppy/core',
  '@uppy/aws-s3',
  '@uppy/golden-retriever',
  'tus-js-client',
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
];

export interface SectionContent {
  /** Markdown: the table and what became of the goals. */
  readonly results: string;
  readonly rounds: number;
}

/** Puts the results of a workload where the documentation has a place for them, with what they were measured on. */
export async function writeSection(
  { name, title }: Workload,
  { results, rounds }: SectionContent,
): Promise<void> {
  const text = await readFile(page, 'utf8');
  const date = new Date().toISOString().slice(0, 10);
  const section = [
    `### ${title}`,
    `${date}, ${rounds} rounds. ${await describeMachine()} ${await describeVersions()}`,
    results,
  ].join('\n\n');
  const withResults = replacePlace(text, name, section);
  await writeFile(page, replacePlace(withResults, 'contenders', describeContenders()));
  console.log(`\nWritten to docs/benchmarks.md`);
}

function replacePlace(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place between ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

function describeContenders(): string {
  const rows = contenders.map(({ configuration, label }) => `| ${label} | ${configuration} |`);
  return ['| | Configuration |', '| --- | --- |', ...rows].join('\n');
}

async function describeMachine(): Promise<string> {
  const [first] = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  const browser = await chromiumVersion(process.env.CHROMIUM_PATH ?? chromium.executablePath());
  return `${cpus().length} cores (${first?.model.trim()}), ${gibibytes} GiB; ${browser.trim()}, Node ${process.version}.`;
}

/** As the workspace pins them. */
async function describeVersions(): Promise<string> {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
    await readFile(fromHere('../../package.json'), 'utf8'),
  );
  return `${peerPackages.map((name) => `${name} ${devDependencies[name]}`).join(', ')}.`;
}
