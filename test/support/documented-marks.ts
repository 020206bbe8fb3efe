import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/styling.md', import.meta.url), 'utf8');

/** Rows of the table below a heading, without the head. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split('|').map((cell) => cell.trim()));
}

const codesIn = (cell = '') => Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code);

/**
 * Every name and every state that the page about styling promises, as attributes are written: `data-upload-part="item"`,
 * `data-status="paused"`, `data-mixed`.
 */
export function documentedMarks(): readonly string[] {
  const parts = rowsBelow('Parts').flatMap(([, name]) => codesIn(name));
  const states = rowsBelow('States')
    // The theme is the app's to set.
    .filter(([, , owner]) => owner !== 'an ancestor of yours')
    .flatMap(([, name, , values]) =>
      codesIn(name).flatMap((attribute) => [
        attribute,
        ...codesIn(values).map((value) => `${attribute}="${value}"`),
      ]),
    );
  return [...parts.map((part) => `data-upload-part="${part}"`), ...states];
}

/** The same as found on a page. */
export const listMarks = `[...document.querySelectorAll('[data-upload-part]')].flatMap((element) =>
  [...element.querySelectorAll(':scope [data-column]'), element].flatMap(({ attributes }) =>
    [...attributes]
      .filter(({ name }) => name.startsWith('data-'))
      .flatMap(({ name, value }) => [name, name + '="' + value + '"']),
  ),
)`;
