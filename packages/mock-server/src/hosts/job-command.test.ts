import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseJobCommand, runJobCommand } from './job-command.ts';
import { createMemoryBackend, type MemoryBackend } from './memory-backend.ts';

it.each([
  ['', undefined],
  ['jobs list', { kind: 'list' }],
  ['jobs run expire-sessions', { kind: 'run', name: 'expire-sessions' }],
  ['jobs', null],
  ['jobs run', null],
  ['jobs list all', null],
  ['jobs run a b', null],
  ['serve', null],
])('reads «%s»', (words, command) => {
  expect(parseJobCommand(words === '' ? [] : words.split(' '))).toEqual(command);
});

describe('the job command', () => {
  let memory: MemoryBackend;
  let lines: string[];
  beforeEach(async () => {
    memory = await createMemoryBackend();
    lines = [];
  });
  afterEach(() => memory.backend.close());

  const run = (words: string) => {
    const command = parseJobCommand(words.split(' '));
    if (!command) throw new Error(`Not a command: ${words}`);
    return runJobCommand(memory.backend.jobs, command, (line) => lines.push(line));
  };

  it('R-C6 runs a job, says what it did, and exits with 0 when nothing failed', async () => {
    const code = await run('jobs run expire-sessions');
    await run('jobs list');

    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^expire-sessions: succeeded expired=0 completed=0 failed=0 \d+ ms$/);
    expect(lines.find((line) => line.startsWith('expire-sessions\t'))).toContain('last succeeded');
  });

  it('exits with 1 for a job that does not exist, naming those that do', async () => {
    expect(await run('jobs run nothing')).toBe(1);
    expect(lines).toEqual([expect.stringContaining('expected one of expire-sessions,')]);
  });

  it('exits with 1 when another server is running the job', async () => {
    await memory.database
      .updateTable('jobs')
      .set({ lease_token: 'other', lease_until: Date.now() + 60_000 })
      .where('name', '=', 'expire-sessions')
      .execute();

    expect(await run('jobs run expire-sessions')).toBe(1);
    expect(lines).toEqual(['The job expire-sessions is running already']);
  });
});
