import { expect, it } from 'vitest';
import { createLazySessionRepository } from './lazy-session-repository.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';

it('is fetched unasked, behind everything that is fetched in the same task: a browser opens six connections at once (R-F7)', async () => {
  const fetched: string[] = [];

  createLazySessionRepository(async () => {
    fetched.push('records');
    return createMemorySessionRepository();
  });
  fetched.push('network');
  await Promise.resolve();

  expect(fetched).toEqual(['network', 'records']);
});
