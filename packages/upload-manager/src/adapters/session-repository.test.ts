// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionRepository } from '../ports/session-repository.ts';
import { createManualClock } from '../testing/index.ts';
import { createFallbackSessionRepository } from './fallback-session-repository.ts';
import { createLazySessionRepository } from './lazy-session-repository.ts';
import { createLocalStorageSessionRepository } from './local-storage-session-repository.ts';
import { createMemorySessionRepository } from './memory-session-repository.ts';
import { createSystemClock } from './system-clock.ts';

beforeEach(() => localStorage.clear());

describe.each([
  ['memory', createMemorySessionRepository],
  [
    'memory, loaded when needed',
    () => createLazySessionRepository(async () => createMemorySessionRepository()),
  ],
  ['localStorage', () => createLocalStorageSessionRepository('user-1')],
  [
    'the fallback',
    () => createFallbackSessionRepository([], createMemorySessionRepository(), createSystemClock()),
  ],
])('R-E1 the session repository in %s', (_, create) => {
  it('keeps the last record under each key', async () => {
    const repository = create();

    await repository.update('a', () => ({ id: 'a', step: 1 }));
    await repository.update('b', () => ({ id: 'b', step: 1 }));
    await repository.update('a', () => ({ id: 'a', step: 2 }));

    expect(await repository.list()).toEqual(
      expect.arrayContaining([
        { id: 'a', step: 2 },
        { id: 'b', step: 1 },
      ]),
    );
    expect(await repository.list()).toHaveLength(2);
  });

  it('changes a record from what it is now, and leaves nothing where nothing is wanted', async () => {
    const repository = create();
    await repository.update('a', (current) => ({ id: 'a', before: current === undefined }));
    await repository.update('a', (current) => ({ id: 'a', was: current }));
    await repository.update('b', () => undefined);

    expect(await repository.list()).toEqual([{ id: 'a', was: { id: 'a', before: true } }]);
  });

  it('knows the key of each record, whatever the record says', async () => {
    const repository = create();
    await repository.update('a', () => ({ id: 'b' }));
    await repository.update('c:1', () => null);

    expect([...(await repository.keys())].sort()).toEqual(['a', 'c:1']);
  });

  it('forgets everything at once', async () => {
    const repository = create();
    await repository.update('a', () => ({ id: 'a' }));
    await repository.update('b', () => ({ id: 'b' }));

    await repository.clear();

    expect(await repository.list()).toEqual([]);
  });

  it('forgets a record, and does not mind forgetting it twice', async () => {
    const repository = create();
    await repository.update('a', () => ({ id: 'a' }));

    await repository.update('a', () => undefined);
    await repository.update('a', () => undefined);

    expect(await repository.list()).toEqual([]);
  });
});

describe('R-E1 the repository in localStorage', () => {
  it('C16 outlives the page, apart from the sessions of other users and the data of other scripts', async () => {
    localStorage.setItem('other', '1');
    await createLocalStorageSessionRepository('user-1').update('a', () => ({ id: 'a', handle: {} }));
    await createLocalStorageSessionRepository('user-2').update('b', () => ({ id: 'b' }));

    // A file handle cannot be written as JSON.
    expect(await createLocalStorageSessionRepository('user-1').list()).toEqual([{ id: 'a', handle: null }]);
  });
});

describe('R-E1 a repository that is loaded when needed', () => {
  it('is loaded once, and tried again when loading failed', async () => {
    const loads: string[] = [];
    const repository = createLazySessionRepository(async () => {
      loads.push('load');
      if (loads.length === 1) throw new TypeError('Failed to fetch dynamically imported module');
      return createMemorySessionRepository();
    });

    await expect(repository.list()).rejects.toThrow('Failed to fetch');
    await repository.update('a', () => ({ id: 'a' }));

    expect(await repository.list()).toEqual([{ id: 'a' }]);
    expect(loads).toHaveLength(2);
  });
});

describe('C16 the records of a user', () => {
  it.each([
    ['alice', 'alice:work'],
    ['a:b', 'a'],
    ['ünïcode/…%', 'ünïcode'],
  ])('are apart from the records of another: %s and %s', async (one, other) => {
    const repository = createLocalStorageSessionRepository(one);
    await repository.update('x', () => ({ id: 'x' }));

    expect(await createLocalStorageSessionRepository(other).list()).toEqual([]);
    await createLocalStorageSessionRepository(other).clear();

    expect(await repository.list()).toEqual([{ id: 'x' }]);
  });
});

describe('R-E1 the fallback', () => {
  const refusing = (): SessionRepository => ({
    ...createMemorySessionRepository(),
    update: async () => {
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
      createSystemClock(),
    );

    await repository.update('a', () => ({ id: 'a' }));

    expect(await second.list()).toEqual([{ id: 'a' }]);
    expect(await repository.isPersistent()).toBe(true);
  });

  it('C18 does not wait for a store that never answers', async () => {
    const clock = createManualClock();
    const silent = (): SessionRepository => ({
      ...createMemorySessionRepository(),
      update: () => new Promise(() => {}),
    });
    const repository = createFallbackSessionRepository([silent], createMemorySessionRepository(), clock);

    const writing = repository.update('a', () => ({ id: 'a' }));
    await clock.advance(10_000);
    await writing;

    expect(await repository.isPersistent()).toBe(false);
  });

  it('ends in memory, and says that nothing outlives the page', async () => {
    const repository = createFallbackSessionRepository(
      [throwing, refusing],
      createMemorySessionRepository(),
      createSystemClock(),
    );

    await repository.update('a', () => ({ id: 'a' }));

    expect(await repository.list()).toEqual([{ id: 'a' }]);
    expect(await repository.isPersistent()).toBe(false);
  });
});
