import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { environmentDescriptions } from './environment-descriptions.ts';
import { environmentSchema } from './environment-schema.ts';

/** Brought up to date by running this test with `-u`. */
it('R-D10 the configuration page in the docs is current', async () => {
  const rows = Object.entries(environmentSchema.entries).map(([name, schema]) => {
    const fallback = 'default' in schema && typeof schema.default === 'string' ? schema.default : '';
    // The names of the schema and of its descriptions are the same, by type.
    const description = environmentDescriptions[name as keyof typeof environmentDescriptions];
    return `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${description} |`;
  });
  const page = [
    '# Configuration',
    '',
    'The server reads its configuration from the environment. It checks all of it before it starts, names every wrong',
    'value at once and does not start with one. An empty variable counts as one that is not there.',
    '',
    '| Variable | Default | What it decides |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');

  await expect(page).toMatchFileSnapshot(
    fileURLToPath(new URL('../../../../docs/configuration.md', import.meta.url)),
  );
});
