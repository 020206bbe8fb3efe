import { expect, it } from 'vitest';
import { createPinoLog } from './pino-log.ts';

function linesOf() {
  const lines: string[] = [];
  return { lines, destination: { write: (line: string) => void lines.push(line) } };
}

it('A66 writes one line for an entry, whatever is in it', () => {
  const { lines, destination } = linesOf();
  const log = createPinoLog({ destination });

  log({
    level: 'error',
    event: 'x',
    requestId: 'r',
    error: new Error('first\n{"level":"info"}', { cause: new Error('why') }),
  });

  expect(lines).toHaveLength(1);
  expect(lines[0]?.match(/[\n\r]/g)).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'x',
    requestId: 'r',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    error: { message: 'first\n{"level":"info"}', cause: { message: 'why' } },
  });
});

it('leaves out what is below its level', () => {
  const { lines, destination } = linesOf();
  const log = createPinoLog({ destination, level: 'warn' });

  log({ level: 'info', event: 'a' });
  log({ level: 'warn', event: 'b' });

  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['b']);
});
