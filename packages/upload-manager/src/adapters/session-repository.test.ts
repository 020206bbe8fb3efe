// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionRepository } from '../ports/session-repository.ts';
import { createFallbackSessionRepository } from './fallback-session-repository.ts';
import { createLocalStorageSessionRepository } from './local-storage-session-repository.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';

beforeEach(() => localStorage.clear());

describe.each([
  ['memory', createMemorySessionRepository],
  ['localStorage', () => createLocalStorageSessionRepository('user-1')],
  ['the fallback', () => createFallbackSessionRepository([], createMemorySessionRepository())],
])('R-E1 the session repository in %s', (_, create) => {
  it('keeps the last record under each key', async () => {
    const repository = create();

    await repository.put('a', { id: 'a', step: 1 });
    await repository.put('b', { id: 'b', step: 1 });
    await repository.put('a', { id: 'a', step: 2 });

    expect(await repository.list()).toEqual(
      expect.arrayContaining([
        { id: 'a', step: 2 },
        { id: 'b', step: 1 },
      ]),
    );
    expect(await repository.list()).toHaveLength(2);
  });

  it('forgets a record, and does not mind forgetting it twice', async () => {
    const repository = create();
    await repository.put('a', { id: 'a' });

    await repository.delete('a');
    await repository.delete('a');

    expect(await repository.list()).toEqual([]);
  });
});

describe('R-E1 the repository in localStorage', () => {
  it('outlives the page, apart from the sessions of other users and the data of other scripts', async () => {
    localStorage.setItem('other', '1');
    await createLocalStorageSessionRepository('user-1').put('a', { id: 'a', handle: {} });
    await createLocalStorageSessionRepository('user-2').put('b', { id: 'b' });

    // A file handle cannot be written as JSON.
    expect(await createLocalStorageSessionRepository('user-1').list()).toEqual([{ id: 'a', handle: null }]);
  });
});

describe('R-E1 the fallback', () => {
  const refusing = (): SessionRepository => ({
    ...createMemorySessionRepository(),
    put: async () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  });
  const throwing = (): SessionRepository => {
    throw new DOMException('no such thing', 'SecurityError');
  };

  it('takes the first store that really takes a record', async () => {
    const second = createLocalStorageSessionRepository('user-1');
    const repository = createFallbackSessionRepository(
      [throwing, refusing, () => second],
      createMemorySessionRepository(),
    );

    await repository.put('a', { id: 'a' });

    expect(await second.list()).toEqual([{ id: 'a' }]);
    expect(await repository.isPersistent()).toBe(true);
  });

  it('ends in memory, and says that nothing outlives the page', async () => {
    const repository = createFallbackSessionRepository([throwing, refusing], createMemorySessionRepository());

    await repository.put('a', { id: 'a' });

    expect(await repository.list()).toEqual([{ id: 'a' }]);
    expect(await repository.isPersistent()).toBe(false);
  });
});
