import { describe, expect, it } from 'vitest';
import { UploadError } from './errors/upload-error.ts';
import { fromAnotherFrame } from './testing/another-frame.ts';
import { createEngineFixture, film, note } from './testing/engine-fixture.ts';
import type { UploadManager } from './upload-manager.ts';

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

describe('afterUpload that never answers', () => {
  it('lets its upload be removed: its signal aborts, and the file stays stored', async () => {
    const signals: AbortSignal[] = [];
    const { backend, clock, ends, manager } = start({
      afterUpload: (_upload, _file, { signal }) => {
        signals.push(signal);
        return never();
      },
    });
    const [id] = manager.add([note()]);
    await clock.advance(10_000);

    manager.remove(id);
    await clock.advance(10_000);

    expect(manager.list.getState().ids).toEqual([]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(backend.sessions.get('session-1')?.status).toBe('completed');
    expect(ends).toEqual([]);
  });
});

describe('remove() while the server completes', () => {
  it('takes the row out at once, asks the server to cancel, and leaves no record', async () => {
    const { backend, clock, count, ends, manager, repository } = start();
    backend.fail('completeUploadBatch', { code: 'completing', times: 3, retryAfterSeconds: 5 });
    const removed: string[] = [];
    manager.on('removed', (event) => removed.push(event.id));
    const [id] = manager.add([film()]);
    await clock.advance(3000);
    const status = manager.getUpload(id ?? '')?.getState().state.status;

    manager.remove(id);
    const idsThen = manager.list.getState().ids;
    await clock.advance(60_000);

    expect([status, idsThen, removed]).toEqual(['completing', [], [id]]);
    expect(count('cancelUpload')).toBe(1);
    expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
    expect(await repository.list()).toEqual([]);
    expect(ends).toEqual([]);
  });
});

describe('upload() as a promise', () => {
  it.each<[string, (manager: UploadManager) => unknown]>([
    ['signOut', (manager) => manager.signOut()],
    ['remove', (manager) => manager.remove()],
    ['destroy', (manager) => manager.destroy()],
  ])('rejects with `aborted` after %s()', async (_, end) => {
    const { backend, clock, manager } = start();
    backend.holdBytes();
    const uploading = manager.upload(film()).catch((error: unknown) => error);
    await clock.advance(1000);

    end(manager);
    await clock.advance(1000);

    expect(await uploading).toMatchObject({ name: 'UploadError', code: 'aborted' });
  });

  it('rejects what is no file, and does not throw', async () => {
    const { manager } = start();

    const uploading = manager.upload(JSON.parse('null'));

    await expect(uploading).rejects.toThrow(TypeError);
  });
});

describe('a manager that was destroyed', () => {
  it('refuses files with `aborted`, and lists none of them', async () => {
    const { manager } = start();
    manager.destroy();

    expect(() => manager.add([note()])).toThrow(expect.objectContaining({ code: 'aborted' }));
    expect(() => manager.provideFile('id', note())).toThrow(expect.objectContaining({ code: 'aborted' }));
    await expect(manager.upload(note())).rejects.toMatchObject({ code: 'aborted' });
    expect(manager.list.getState().ids).toEqual([]);
  });

  it('rejects every call with `aborted`, also those that were on their way', async () => {
    const { clock, manager } = start();
    const before = expect(manager.getQuota()).rejects.toMatchObject({ code: 'aborted' });
    manager.destroy();

    await before;
    await expect(manager.getQuota()).rejects.toMatchObject({ name: 'UploadError', code: 'aborted' });
    await expect(manager.listHistory()).rejects.toMatchObject({ code: 'aborted' });
    await expect(manager.preflight([note()])).rejects.toMatchObject({ code: 'aborted' });
    await expect(manager.allowAccess('id')).rejects.toMatchObject({ code: 'aborted' });
    await clock.advance(0);
  });

  it('ignores commands: its uploads stay as they are, here and for the next page', async () => {
    const { backend, clock, manager, repository } = start();
    backend.holdBytes();
    const [id] = manager.add([film()]);
    await clock.advance(1000);
    manager.destroy();

    manager.pause();
    manager.cancel();
    manager.remove();
    manager.signedIn();
    await manager.restore();
    await clock.advance(1000);

    expect(manager.getUpload(id ?? '')?.getState().state.status).toBe('uploading');
    expect(await repository.list()).toHaveLength(1);
    expect(backend.sessions.get('session-1')?.status).toBe('uploading');
  });

  it('still forgets the user when asked to', async () => {
    const { backend, clock, manager, repository } = start();
    backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    manager.destroy();

    await manager.signOut();

    expect(await repository.list()).toEqual([]);
  });
});

describe('what is no file', () => {
  const nothing: unknown = null;
  it.each<[string, unknown, RegExp]>([
    ['null', nothing, /^files\[1\] is a Null, not a File; .*new File\(\[blob\], name\)$/],
    ['undefined', undefined, /^files\[1\] is a Undefined, not a File; .*new File\(\[blob\], name\)$/],
    ['an empty object', {}, /^files\[1\] is a Object, not a File; .*new File\(\[blob\], name\)$/],
    ['a path', '/a.txt', /^files\[1\] is a String, not a File; .*new File\(\[blob\], name\)$/],
    [
      'an object with a path',
      { file: '/a.txt' },
      /^files\[1\] is a String, not a File; .*new File\(\[blob\], name\)$/,
    ],
    ['a blob', new Blob(['x']), /^files\[1\] is a Blob, not a File; .*new File\(\[blob\], name\)$/],
    [
      'an object with a blob',
      { file: new Blob(['x']) },
      /^files\[1\] is a Blob, not a File; .*new File\(\[blob\], name\)$/,
    ],
  ])('%s is refused by its index, and nothing beside it is added', async (_, wrong, message) => {
    const { backend, clock, manager } = start();
    const files = [note(), wrong] as File[];

    expect(() => manager.add(files)).toThrow(message);
    expect(() => manager.add(files)).toThrow(TypeError);
    await expect(manager.preflight(files)).rejects.toThrow(message);
    await clock.advance(1000);

    expect(manager.list.getState().ids).toEqual([]);
    expect(backend.sessions.size).toBe(0);
  });

  it('a file by itself is no list of files, and is not taken for an empty one', () => {
    const { manager } = start();
    const notIterable: unknown = note();

    expect(() => manager.add(notIterable as Iterable<File>)).toThrow(TypeError);
  });

  it('a file of another frame is one, although its class is not this page’s', async () => {
    const { clock, ends, manager } = start();
    const plain = fromAnotherFrame(note('plain.txt'));
    const inFolder = { file: fromAnotherFrame(film()), relativePath: 'a/film.mp4' };

    manager.add([plain, inFolder]);
    await clock.advance(10_000);

    expect(plain instanceof File).toBe(false);
    expect(ends).toEqual(['completed plain.txt', 'completed film.mp4']);
  });
});

describe('preflight', () => {
  it('reads the list of files at once: an input that is used again empties it', async () => {
    const { manager } = start();
    const list = [note()];

    const checking = manager.preflight(list);
    list.length = 0;

    expect((await checking).files).toHaveLength(1);
  });
});

describe('metadata that is no JSON', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  it.each<[string, Record<string, unknown>]>([
    ['a circle', circular],
    ['a BigInt', { count: 1n }],
  ])('%s is refused where it is handed in, and no other file waits for it', async (_, metadata) => {
    const { clock, ends, manager } = start();

    expect(() => manager.add([note('bad')], { metadata })).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    );
    manager.add([note()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed note.txt']);
  });

  it('is what it was when the file was added, whatever the app makes of the object later', async () => {
    const { backend, clock, manager } = start();
    const metadata = { tags: ['draft'] };

    manager.add([note()], { metadata });
    metadata.tags.push('later');
    await clock.advance(10_000);

    expect([...backend.sessions.values()].map(({ item }) => item.metadata)).toEqual([{ tags: ['draft'] }]);
  });

  it('of a reactive framework is stored and handed to other pages: its proxies cannot be cloned', async () => {
    const { backend, clock, manager, repository } = start();
    backend.holdBytes();

    manager.add([film()], { metadata: { place: new Proxy({ city: 'Bergen' }, {}) } });
    await clock.advance(1000);

    expect(structuredClone(await repository.list())).toMatchObject([
      { options: { metadata: { place: { city: 'Bergen' } } } },
    ]);
  });

  it('fails the one upload whose hook brings it', async () => {
    const { clock, ends, manager } = start({
      beforeUpload: ({ file }) => (file.name === 'bad' ? { options: { metadata: circular } } : undefined),
    });

    manager.add([note('bad'), note()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['failed bad invalid_request', 'completed note.txt']);
  });
});
