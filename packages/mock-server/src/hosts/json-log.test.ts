import { expect, it } from 'vitest';
import { createJsonLog } from './json-log.ts';

it('writes one line for an entry, whatever is in it', () => {
  const lines: string[] = [];
  const log = createJsonLog((line) => lines.push(line));

  log({
    level: 'error',
    event: 'x',
    requestId: 'r',
    error: new Error('first\n{"level":"info"}', { cause: new Error('why') }),
  });

  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    event: 'x',
    error: { message: 'first\n{"level":"info"}', cause: { message: 'why' } },
  });
});
