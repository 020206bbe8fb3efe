import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { attackList } from './attack-list.ts';

const root = new URL('../../../', import.meta.url);
const numbered = attackList.map((attack, index) => ({ name: `A${index + 1}`, ...attack }));

it('knows 68 attacks', () => {
  expect(numbered).toHaveLength(68);
});

it.each(numbered)('$name has a test that names it', async ({ name, provenIn }) => {
  const source = await readFile(new URL(provenIn, root), 'utf8');

  // A title, or a case of a table of titles.
  expect(source).toMatch(new RegExp(`['"\`](?:[RA]-?[A-Z]?\\d+ )*${name} `));
});

/** Brought up to date by running this test with `-u`. */
it('the security page in the docs is current', async () => {
  await expect(securityPage()).toMatchFileSnapshot(fileURLToPath(new URL('docs/security.md', root)));
});

function securityPage(): string {
  const rows = numbered.map(
    ({ name, attack, answer, provenIn }) =>
      `| ${name} | ${attack} | ${answer} | [${provenIn.split('/').at(-1)}](../${provenIn}) |`,
  );
  return [
    '# Security',
    '',
    'What the reference backend and the engine answer to attacks and bad input. Each row is a test whose title begins',
    'with its number; tests of the backend run against the handler and against the Node server. Besides them, every',
    'operation of `/openapi.json` is called with the ids of another tenant and with hostile text.',
    '',
    'Limits for each principal are kept in the memory of each server: several servers each have their own.',
    '',
    '| | Attack | Answer | Test |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
