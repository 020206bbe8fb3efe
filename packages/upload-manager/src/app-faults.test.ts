import { describe, expect, it } from 'vitest';
import { UploadError } from './errors/upload-error.ts';
import { createEngineFixture, note } from './testing/engine-fixture.ts';

const { start } = createEngineFixture();
const never = () => new Promise<never>(() => {});

/** What an app does wrong costs no file and no other upload. */
describe('headers() that fails', () => {
  it('is a network that is down: it is asked again, and nothing has failed', async () => {
    let asked = 0;
    const { clock, ends, manager, stateOf } = start({
      session: 'none',
      async headers() {
        asked += 1;
        if (asked <= 2) throw new TypeError('Failed to fetch');
        return {};
      },
    });

    const [id] = manager.add([note()]);
    await clock.advance(1);
    const waiting = stateOf(id);
    await clock.advance(60_000);

    expect(waiting).toMatchObject({
      status: 'initiating',
      wait: { reason: 'retry', error: { code: 'network', cause: { message: 'Failed to fetch' } } },
    });
    expect(ends).toEqual(['completed note.txt']);
  });

  it('is asked again when a refresh fails as well', async () => {
    let refreshes = 0;
    const { backend, clock, ends, manager } = start({
      session: 'none',
      async headers({ isRefresh }) {
        refreshes += isRefresh ? 1 : 0;
        if (isRefresh && refreshes === 1) throw new TypeError('Failed to fetch');
        return {};
      },
    });
    backend.fail('initiateUploadBatch', { code: 'unauthorized', times: 2 });

    manager.add([note()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed note.txt']);
    expect(refreshes).toBe(2);
  });

  it('may say itself what is wrong: an UploadError is passed on as it is', async () => {
    const { clock, manager, stateOf } = start({
      session: 'none',
      async headers() {
        throw new UploadError('unauthorized', 'Nobody is signed in');
      },
    });

    const [id] = manager.add([note()]);
    await clock.advance(1000);

    expect(stateOf(id)).toMatchObject({ status: 'initiating', wait: { reason: 'sign-in' } });
  });

  it('or never answers ends with the signal of the call', async () => {
    const { clock, manager } = start({ session: 'none', headers: never });
    const leaving = new AbortController();
    const quota = manager.getQuota({ signal: leaving.signal }).catch((error: unknown) => error);
    await clock.advance(1000);

    leaving.abort('left');

    expect(await quota).toBe('left');
  });
});

describe('beforeUpload', () => {
  it('that never answers keeps no place from other files once its upload is cancelled, paused or removed', async () => {
    const { clock, ends, manager } = start({
      beforeUpload: ({ file }) => (file.name.startsWith('slow') ? never() : undefined),
    });
    const slow = manager.add(Array.from({ length: 12 }, (_, index) => note(`slow-${index}`)));
    await clock.advance(1000);

    manager.cancel(slow.slice(0, 4));
    manager.pause(slow.slice(4, 8));
    manager.remove(slow.slice(8));
    manager.add([note()]);
    await clock.advance(10_000);

    expect(ends).toContain('completed note.txt');
  });

  it('adds to the options of add(): what it does not name stays, metadata by its keys', async () => {
    const { backend, clock, manager } = start({
      beforeUpload: () => ({ options: { fileType: 'photo', metadata: { width: 4, tag: 'new' } } }),
    });

    manager.add([note()], {
      referenceType: 'album',
      referenceId: 'a1',
      metadata: { author: 'ada', tag: 'old' },
    });
    await clock.advance(10_000);

    expect(backend.sessions.get('session-1')?.item).toMatchObject({
      file_type: 'photo',
      reference_type: 'album',
      reference_id: 'a1',
      metadata: { author: 'ada', tag: 'new', width: 4 },
    });
  });

  it('may answer null, which is what a database says of a file it does not know', async () => {
    const { clock, ends, manager } = start({ beforeUpload: async () => null });

    manager.add([note()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed note.txt']);
  });
});
