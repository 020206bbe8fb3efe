import { describe, expect, it } from 'vitest';
import { mebibyte } from './contract/index.ts';
import { createEngineFixture, film, note } from './testing/engine-fixture.ts';
import { createFakeFile, settled } from './testing/index.ts';

const { start } = createEngineFixture();

describe('upload(), for scripts (R-A10)', () => {
  it('resolves with the file', async () => {
    const { clock, manager } = start();

    const uploading = manager.upload(note(), { metadata: { from: 'script' } });
    await clock.advance(10_000);

    expect(await uploading).toMatchObject({ file_name: 'note.txt', status: 'active' });
  });

  it('rejects with the error the upload failed with', async () => {
    const { backend, clock, manager } = start();
    backend.refuse('note.txt', { code: 'quota_exceeded' });

    const uploading = manager.upload(note()).catch((error: unknown) => error);
    await clock.advance(10_000);

    expect(await uploading).toMatchObject({ code: 'quota_exceeded' });
  });

  it('cancels with its signal, and gives the session back', async () => {
    const { backend, clock, ends, manager } = start();
    backend.holdBytes();
    const leaving = new AbortController();
    const uploading = manager.upload(film(), {}, { signal: leaving.signal }).catch((error: unknown) => error);
    await clock.advance(1000);

    leaving.abort();
    await clock.advance(1000);

    expect(await uploading).toMatchObject({ code: 'aborted' });
    expect(ends).toEqual(['cancelled film.mp4']);
    expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
  });

  it('rejects when the manager is destroyed, and before it begins when its signal is aborted', async () => {
    const { clock, manager } = start();
    const uploading = manager.upload(film()).catch((error: unknown) => error);
    await expect(manager.upload(note(), {}, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
    expect(manager.list.getState().ids).toHaveLength(1);

    manager.destroy();
    await clock.advance(0);

    expect(await uploading).toMatchObject({ code: 'aborted' });
  });

  it('finds the first upload again by its idempotency key, and takes one file with it', async () => {
    const { backend, clock, ends, manager } = start();

    void manager.upload(film(), { idempotencyKey: 'order-7' });
    void manager.upload(film(), { idempotencyKey: 'order-7' });
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4', 'completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
    expect(() => manager.add([note(), note()], { idempotencyKey: 'k' })).toThrow(TypeError);
  });
});

describe('rules and hooks', () => {
  it('fail what breaks a rule before anything is sent, with the reason', async () => {
    const { backend, clock, ends, manager } = start({
      rules: { accept: ['image/*'], maxSizeBytes: 10 * mebibyte },
    });

    manager.add([note(), createFakeFile({ name: 'a.png', type: 'image/png', sizeBytes: 11 * mebibyte })]);
    await clock.advance(10_000);

    expect(ends).toEqual(['failed note.txt type_not_allowed', 'failed a.png size_not_allowed']);
    expect(backend.calls).toEqual([]);
  });

  it('count the files in the list, and take another when one has gone', async () => {
    const { backend, clock, ends, manager } = start({ rules: { maxFiles: 2 } });
    backend.holdBytes();

    const [first, , third] = manager.add([note('1'), note('2'), note('3')]);
    await clock.advance(2000);
    expect(ends).toEqual(['failed 3 too_many_files']);

    manager.remove(first);
    manager.retry(third);
    await clock.advance(2000);

    expect(ends).toEqual(['failed 3 too_many_files', 'cancelled 1']);
    expect(manager.getUpload(third ?? '')?.getState().state.status).toBe('uploading');
  });

  it('let a hook refuse a file with a reason of its own', async () => {
    const { clock, manager, stateOf } = start({
      beforeUpload: async ({ file }) =>
        file.name === 'note.txt' ? { refuse: 'Notes go elsewhere' } : undefined,
    });

    const [refused, taken] = manager.add([note(), film()]);
    await clock.advance(10_000);

    expect(stateOf(refused)).toMatchObject({
      status: 'failed',
      error: { code: 'file_refused', details: { reason: 'Notes go elsewhere' } },
    });
    expect(stateOf(taken)?.status).toBe('completed');
  });

  it('let a hook change the options', async () => {
    const { backend, clock, manager } = start({
      beforeUpload: ({ file, options }) => ({
        options: { ...options, referenceType: 'order', referenceId: file.name },
      }),
    });

    manager.add([note()], { fileType: 'note' });
    await clock.advance(10_000);

    expect(backend.sessions.get('session-1')?.item).toMatchObject({
      file_type: 'note',
      reference_type: 'order',
      reference_id: 'note.txt',
    });
  });

  it('R-C14 R-B2 carry all that is said about a file to the server, its categories among it', async () => {
    const { backend, clock, manager } = start();

    manager.add([note()], {
      referenceType: 'step_media',
      referenceId: 'step-1',
      projectId: 'project-1',
      sceneId: 'scene-1',
      fileType: 'note',
      categoryIds: ['c-1', 'c-2'],
      metadata: { title: 'A note' },
    });
    await clock.advance(10_000);

    expect(backend.sessions.get('session-1')?.item).toMatchObject({
      reference_type: 'step_media',
      reference_id: 'step-1',
      project_id: 'project-1',
      scene_id: 'scene-1',
      file_type: 'note',
      category_ids: ['c-1', 'c-2'],
      metadata: { title: 'A note' },
    });
  });

  it('fail an upload whose hook throws, and no other', async () => {
    const { clock, ends, manager } = start({
      beforeUpload: ({ file }) => {
        if (file.name === 'note.txt') throw new TypeError('a bug of the page');
        return undefined;
      },
    });

    manager.add([note(), film()]);
    await clock.advance(10_000);

    expect([...ends].sort()).toEqual(['completed film.mp4', expect.stringMatching(/^failed note\.txt /)]);
  });

  it('complete an upload when the page has done its part, and all the same when that fails', async () => {
    const warnings: string[] = [];
    let finish = () => {};
    const { clock, ends, manager, stateOf } = start({
      afterUpload: ({ file }) =>
        file.name === 'film.mp4'
          ? new Promise<void>((resolve) => {
              finish = resolve;
            })
          : Promise.reject(new Error('the page’s own backend is down')),
    });
    manager.on('warning', ({ error }) => warnings.push(error.message));

    const [slow] = manager.add([film(), note()]);
    await clock.advance(10_000);
    expect(stateOf(slow)?.status).toBe('completing');
    expect(ends).toEqual(['completed note.txt']);
    expect(warnings).toHaveLength(1);

    finish();
    await settled();
    expect(ends).toEqual(['completed note.txt', 'completed film.mp4']);
  });

  it('keep the folder a file came from', async () => {
    const { backend, clock, manager } = start();

    manager.add([{ file: note(), relativePath: 'docs/2026/note.txt' }], { metadata: { tag: 'a' } });
    await clock.advance(10_000);

    expect(backend.sessions.get('session-1')?.item.metadata).toEqual({
      relative_path: 'docs/2026/note.txt',
      tag: 'a',
    });
  });
});

describe('the list', () => {
  it('gives the file of an upload, and takes another order', async () => {
    const { manager } = start();
    const [a, b, c] = manager.add(
      ['a.txt', 'b.txt', 'c.txt'].map((name) => createFakeFile({ name, sizeBytes: 10 })),
    );
    const ids = () => manager.list.getState().ids;

    manager.move(c ?? '', 0);
    const first = ids();
    manager.move(c ?? '', 99);
    manager.move('unknown', 0);

    expect([first, ids()]).toEqual([
      [c, a, b],
      [a, b, c],
    ]);
    expect(manager.localFile(b ?? '')?.name).toBe('b.txt');
    expect(manager.localFile('unknown')).toBeNull();
  });
});

describe('preflight (R-A4, R-C14)', () => {
  it('says what would be taken, what is there already, and that everything fits, without a trace', async () => {
    const { backend, clock, manager } = start({ rules: { accept: ['.txt'] } });
    const [there] = manager.add([note()]);
    await clock.advance(10_000);
    const callsBefore = backend.calls.length;

    const result = await manager.preflight([note(), note('new.txt'), note('new.txt'), film()]);

    expect(result.files.map(({ error, file }) => [file.name, error?.code ?? null])).toEqual([
      ['note.txt', null],
      ['new.txt', null],
      ['new.txt', null],
      ['film.mp4', 'type_not_allowed'],
    ]);
    expect(result.files.map(({ duplicateOf }) => duplicateOf)).toEqual([there, null, 1, null]);
    expect(result).toMatchObject({ totalBytes: 3 * 10_240, error: null });
    expect(backend.calls.slice(callsBefore)).toEqual(['listWorkspaces', 'workspaceQuota']);
    expect(manager.list.getState().ids).toHaveLength(1);
  });

  it('names the file that is too large for the plan, and how much is missing for all', async () => {
    const { manager } = start();
    const huge = (sizeBytes: number) => createFakeFile({ name: `${sizeBytes}`, sizeBytes });

    const result = await manager.preflight([huge(1e11 + 1), ...Array.from({ length: 11 }, () => huge(1e11))]);

    expect(result.files[0]?.error).toMatchObject({
      code: 'file_too_large',
      details: { max_file_bytes: 1e11 },
    });
    expect(result.error).toMatchObject({
      code: 'quota_exceeded',
      details: { limit_bytes: 1e12, used_bytes: 0, reserved_bytes: 0, requested_bytes: 11e11 },
    });
  });
});

describe('signing in (C43)', () => {
  it('refreshes the headers once for all calls that were refused, and goes on', async () => {
    const asked: boolean[] = [];
    const { backend, clock, ends, manager } = start({
      session: 'none',
      headers: ({ isRefresh }) => {
        asked.push(isRefresh);
        return {};
      },
    });
    backend.fail('initiateUploadBatch', { code: 'unauthorized' });

    manager.add([film()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(asked.filter((isRefresh) => isRefresh)).toHaveLength(1);
  });

  it('C43 waits when the new headers are refused too, and goes on after signedIn()', async () => {
    const { backend, clock, ends, manager, stateOf } = start({ session: 'none' });
    backend.fail('signParts', { code: 'unauthorized', times: 2 });

    const [id] = manager.add([film()]);
    await clock.advance(5000);
    expect(stateOf(id)).toMatchObject({ status: 'uploading', wait: { reason: 'sign-in', until: null } });
    expect(ends).toEqual([]);
    let told = 0;
    manager.on('signedIn', () => {
      told += 1;
    });

    manager.signedIn();
    await clock.advance(5000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(told).toBe(1);
  });

  it('asks for a sign-in once, however many uploads wait for it and however long', async () => {
    const { backend, clock, manager } = start({ session: 'none' });
    let asked = 0;
    manager.on('signInNeeded', () => {
      asked += 1;
    });
    backend.fail('initiateUploadBatch', { code: 'unauthorized', times: 20 });

    manager.add([film(), note()]);
    await clock.advance(100_000);
    const askedWhileSignedOut = asked;
    backend.fail('initiateUploadBatch', { code: 'unauthorized', times: 0 });
    manager.signedIn();
    await clock.advance(10_000);
    backend.fail('initiateUploadBatch', { code: 'unauthorized', times: 20 });
    manager.add([createFakeFile({ name: 'late.txt', sizeBytes: 10 })]);
    await clock.advance(10_000);

    expect([askedWhileSignedOut, asked]).toEqual([1, 2]);
  });

  it('looks by itself now and then, for a page that cannot tell', async () => {
    const { backend, clock, ends, manager } = start({ session: 'none' });
    backend.fail('initiateUploadBatch', { code: 'unauthorized', times: 2 });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });
});

describe('account calls (R-A10)', () => {
  it('read one file, and change the plan', async () => {
    const { clock, manager } = start();
    const file = manager.upload(note());
    await clock.advance(10_000);

    expect(await manager.getFile((await file).file_id)).toMatchObject({ file_name: 'note.txt' });
    expect(await manager.changePlan('pro')).toMatchObject({ workspace_id: 'workspace-1' });
  });
});
