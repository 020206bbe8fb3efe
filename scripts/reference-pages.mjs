import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readBlocks, readHooks, readParts } from './react-api.mjs';
import { root, runMain } from './toolchain.mjs';

/** @import { Component, Hook, Member } from './react-api.mjs' */

/** What stands below it is written by this script. */
const mark = '<!-- from the code: written by scripts/reference-pages.mjs -->\n';

/** The pages about the React package, and how each is made of the code. */
const writers = new Map([
  ['parts.md', () => readParts().map(componentToMarkdown)],
  ['blocks.md', () => readBlocks().map(componentToMarkdown)],
  ['hooks.md', () => readHooks().map(hookToMarkdown)],
]);

/** Names of the pages in `docs/`. */
export const referencePages = [...writers.keys()];

/** The page as the code has it now: what is written by hand stays. @param {string} name */
export function renderPage(name) {
  const [byHand = ''] = readPage(name).split(mark);
  return `${byHand}${mark}${writers.get(name)?.().join('')}`;
}

/** @param {string} name */
export function readPage(name) {
  return readFileSync(join(root, 'docs', name), 'utf8');
}

/** @param {Component} component */
function componentToMarkdown({ name, text, element, props, states }) {
  const renders = element === undefined ? '' : ` Renders \`<${element}>\`.`;
  return `\n## ${name}\n\n${text}${renders}\n${toTable('Prop', props)}${toTable('State', states)}`;
}

/** @param {Hook} hook */
function hookToMarkdown({ name, calls, options, results }) {
  const ways = calls.map(
    ({ signature, text, tags }) => `\n\`\`\`ts\n${signature}\n\`\`\`\n\n${`${text} ${tags}`.trim()}\n`,
  );
  return `\n## ${name}\n${ways.join('')}${toTable('Option', options)}${toTable('Result', results)}`;
}

/** @param {string} title @param {readonly Member[]} members */
function toTable(title, members) {
  if (members.length === 0) return '';
  const rows = members.map(
    ({ name, type, text, tags }) => `| \`${name}\` | \`${type}\` | ${`${text} ${tags}`.trim()} |\n`,
  );
  return `\n| ${title} | Type | |\n| --- | --- | --- |\n${rows.join('')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    for (const name of referencePages) writeFileSync(join(root, 'docs', name), renderPage(name));
    return 0;
  });
}
