import { describe, expect, it } from 'vitest';
import { mebibyte } from './contract/index.ts';
import { canProvideFile } from './core/selectors.ts';
import { describeError } from './messages/describe-error.ts';
import { createEngineFixture, film, interruptedBrowser, only } from './testing/engine-fixture.ts';
import { createFakeFile, createTestBrowser, settled } from './testing/index.ts';

const { openPage, start } = createEngineFixture();

function first(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new Error('Nothing was added');
  return id;
}

describe('the engine', () => {
  it('uploads a large file in parts and ends with exactly one completed event (R-C4)', async () => {
    const { backend, clock, ends, manager } = start();

    const id = first(manager.add([film()]));
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(manager.getUpload(id)?.getState().progress).toMatchObject({
      sentBytes: 60 * mebibyte,
      confirmedBytes: 60 * mebibyte,
    });
    expect([...backend.bytesSent.values()]).toEqual(Array.from({ length: 6 }, () => 1));
  });

  it('needs six control calls for a gigabyte (R-F5)', async () => {
    const { backend, clock, ends, manager } = start();

    manager.add([createFakeFile({ sizeBytes: 1024 * mebibyte })]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed file.bin']);
    expect(backend.calls).toEqual([
      'createSession',
      'initiateUploadBatch',
      'signParts',
      'signParts',
      'signParts',
      'signParts',
      'completeUploadBatch',
    ]);
  });

  it('needs at most 25 control calls for a thousand small files (R-F5)', async () => {
    const { backend, clock, ends, manager } = start();

    manager.add(
      Array.from({ length: 1000 }, (_, index) =>
        createFakeFile({ name: `${index}.txt`, sizeBytes: 10_240, content: `${index}` }),
      ),
    );
    await clock.advance(60_000);

    expect(ends).toHaveLength(1000);
    expect(backend.calls.length).toBeLessThanOrEqual(25);
  });

  it('uploads an empty file', async () => {
    const { clock, ends, manager } = start();

    manager.add([createFakeFile({ name: 'empty.txt', sizeBytes: 0 })]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed empty.txt']);
  });

  it('never has more parts on their way than its parallelism', async () => {
    const { backend, clock, manager } = start({ parallelism: 3 });
    const parts = backend.holdBytes();

    manager.add([film('a'), film('b'), film('c')]);
    await clock.advance(1000);

    expect(parts).toHaveLength(3);
  });

  it('shows the bytes of each part on its way', async () => {
    const { backend, clock, manager } = start({ parallelism: 2 });
    const parts = backend.holdBytes();
    const id = first(manager.add([film()]));
    await clock.advance(1000);

    parts[0]?.progress(mebibyte);
    await clock.advance(100);

    expect(manager.getUpload(id)?.getState().progress).toMatchObject({
      sentBytes: mebibyte,
      confirmedBytes: 0,
      inFlight: [{ partNumber: 1, sentBytes: mebibyte, sizeBytes: 10 * mebibyte }],
    });
  });

  it('claims no speed once bytes have stopped moving', async () => {
    const { backend, clock, manager } = start();
    const parts = backend.holdBytes();
    const id = first(manager.add([film()]));
    await clock.advance(1000);
    parts[0]?.progress(mebibyte);
    await clock.advance(200);
    expect(manager.list.getState().bytesPerSecond).toBeGreaterThan(0);

    await clock.advance(3000);

    expect(manager.list.getState().bytesPerSecond).toBeNull();
    expect(manager.getUpload(id)?.getState().progress.bytesPerSecond).toBeNull();
  });

  it('pauses, keeps what is stored, and sends only the rest on resume', async () => {
    const { backend, clock, ends, manager, stateOf } = start({ parallelism: 2 });
    const parts = backend.holdBytes();
    const id = first(manager.add([film()]));
    await clock.advance(1000);
    parts[0]?.accept();
    await settled();

    manager.pause(id);
    await clock.advance(1000);
    expect([stateOf(id)?.status, parts.length]).toEqual(['paused', 0]);
    manager.resume(id);
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
  });

  it('cancels on the server too, once, and lets nothing more go out', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    const id = first(manager.add([film()]));
    await clock.advance(1000);

    manager.cancel(id);
    manager.cancel(id);
    await clock.advance(10_000);

    expect(ends).toEqual(['cancelled film.mp4']);
    expect([backend.sessions.get('session-1')?.status, parts.length]).toEqual(['cancelled', 0]);
    expect(backend.calls.filter((call) => call === 'cancelUpload')).toHaveLength(1);
  });

  it('leaves no reservation behind when a cancel overtakes the opening of a session', async () => {
    const { backend, clock, ends, manager } = start();
    const id = first(manager.add([film()]));
    manager.on('changed', ({ upload }) => {
      if (upload.state.status === 'initiating') queueMicrotask(() => manager.cancel(id));
    });

    await clock.advance(10_000);

    expect(ends).toEqual(['cancelled film.mp4']);
    expect([...backend.sessions.values()].map(({ status }) => status)).not.toContain('uploading');
  });

  it('goes on with the session that was being opened when it was paused and resumed', async () => {
    const browser = createTestBrowser();
    const { request } = browser.backend.apiTransport;
    let answer = () => {};
    let held: Promise<void> | null = new Promise((resolve) => {
      answer = resolve;
    });
    Object.assign(browser.backend, {
      apiTransport: {
        request: async (...call: Parameters<typeof request>) => {
          const response = await request(...call);
          if (held !== null && call[0].url.endsWith('/initiate-batch')) await held;
          return response;
        },
      },
    });
    const { ends, manager: page } = openPage(browser);
    page.add([film()]);
    await browser.clock.advance(1000);

    page.pause();
    page.resume();
    await browser.clock.advance(1000);
    held = null;
    answer();
    await browser.clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(browser.backend.calls).not.toContain('cancelUpload');
    expect(browser.backend.sessions.size).toBe(1);
  });

  it('sends a part again when its connection breaks, and when its answer is lost (R-F6)', async () => {
    const { backend, clock, ends, manager } = start({ parallelism: 2 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);

    parts[0]?.drop();
    parts[0]?.loseAnswer();
    await settled();
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
    expect(backend.bytesSent.get('session-1/2')).toBe(2);
  });

  it('signs again when a URL is refused (R-F6)', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'url_invalid', times: 2 });

    manager.add([film()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('survives a server that is away for a minute (R-F6)', async () => {
    const { backend, clock, ends, manager } = start();
    for (const route of ['initiateUploadBatch', 'signParts', 'completeUploadBatch'] as const) {
      backend.fail(route, { code: 'network', times: 3 });
    }
    backend.fail('bytes', { code: 'storage_unavailable', times: 20 });

    manager.add([film()]);
    await clock.advance(600_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('waits while the browser is offline without using up attempts (R-F6)', async () => {
    const { backend, clock, connectivity, ends, manager, stateOf } = start();
    backend.fail('bytes', { code: 'network', times: 50 });
    connectivity.goOffline();
    const id = first(manager.add([film()]));

    await clock.advance(120_000);
    expect(manager.getUpload(id)?.getState().state).toMatchObject({ wait: { reason: 'offline' } });
    expect(stateOf(id)?.status).toBe('uploading');
    for (let round = 0; round < 12; round += 1) {
      connectivity.goOnline();
      connectivity.goOffline();
      await settled();
    }
    connectivity.goOnline();
    await clock.advance(600_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('A64 starts over by itself when its session has expired (R-F6)', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('signParts', { code: 'upload_expired' });

    manager.add([film()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(2);
  });

  it('sends what the server misses at completion (R-C11)', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('completeUpload', { code: 'parts_missing', details: { missing_parts: [2] } });

    manager.add([film()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/2')).toBe(2);
  });

  it.each([
    [
      'quota_exceeded',
      { limit_bytes: 5e9, used_bytes: 4.9e9, reserved_bytes: 5e7, requested_bytes: 2e8 },
      'This file needs 150 MB more than your storage has left of 5 GB. Delete files you no longer need, or upgrade your plan.',
    ],
    [
      'file_too_large',
      { max_file_bytes: 2e9 },
      'This file is too large: your plan allows up to 2 GB per file. Choose a smaller file, or upgrade your plan.',
    ],
  ] as const)(
    'fails with a helpful sentence on %s, and a retry can succeed (R-E6)',
    async (code, details, text) => {
      const { backend, clock, ends, manager } = start();
      backend.refuse('film.mp4', { code, details });

      const id = first(manager.add([film()]));
      await clock.advance(1000);
      const { state } = manager.getUpload(id)?.getState() ?? {};

      expect(ends).toEqual([`failed film.mp4 ${code}`]);
      expect(state?.status === 'failed' && describeError(state.error).text).toBe(text);
      manager.retry(id);
      await clock.advance(10_000);
      expect(ends).toEqual([`failed film.mp4 ${code}`, 'completed film.mp4']);
    },
  );

  it('waits for a 409 that says «still working» and goes on (R-E6)', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('completeUpload', { code: 'completing', times: 3 });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('asks once for a workspace that does not exist', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('initiateUploadBatch', { code: 'not_found', times: 5 });

    manager.add([film()], { workspaceId: 'nowhere' });
    await clock.advance(60_000);

    expect(ends).toEqual(['failed film.mp4 not_found']);
    expect(backend.calls.filter((call) => call === 'initiateUploadBatch')).toHaveLength(1);
  });

  it('leaves failed and cancelled files out of the bytes of the whole', async () => {
    const { backend, clock, manager } = start();
    backend.refuse('huge', { code: 'file_too_large' });
    manager.add([
      createFakeFile({ name: 'huge', sizeBytes: 1e12 }),
      createFakeFile({ name: 'a', sizeBytes: 10 }),
    ]);

    await clock.advance(10_000);

    expect(manager.list.getState().totals).toMatchObject({
      count: 2,
      failed: 1,
      completed: 1,
      sizeBytes: 10,
      sentBytes: 10,
    });
  });

  it('tells about a deleted file', async () => {
    const { backend, clock, manager } = start();
    const deleted: string[] = [];
    manager.on('fileDeleted', ({ fileId }) => deleted.push(fileId));
    manager.add([createFakeFile()]);
    await clock.advance(10_000);

    await manager.deleteFile('file-of-session-1');

    expect([deleted, backend.calls.at(-1)]).toEqual([['file-of-session-1'], 'deleteFile']);
  });

  it('keeps one bad file from hurting the others', async () => {
    const { backend, clock, ends, manager } = start();
    backend.refuse('b', { code: 'type_not_allowed' });

    manager.add(['a', 'b', 'c'].map((name) => createFakeFile({ name, content: name })));
    await clock.advance(10_000);

    expect([...ends].sort()).toEqual(['completed a', 'completed c', 'failed b type_not_allowed']);
  });
});

describe('after a reload (R-F1)', () => {
  async function interrupt(handle?: FileSystemFileHandle) {
    const browser = await interruptedBrowser(handle === undefined ? {} : { handle });
    const sentBefore = new Map(browser.backend.bytesSent);
    return { ...openPage(browser, { parallelism: 2 }), sentBefore };
  }

  it('asks for the file, recognises it, and sends only what is missing', async () => {
    const { backend, clock, ends, manager, sentBefore } = await interrupt();

    await manager.restore();
    await clock.advance(1000);
    const { id } = only(manager);
    expect(only(manager).state).toMatchObject({ status: 'needs-file', need: 'file' });
    expect(manager.add([film()])).toEqual([id]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    for (const [part, times] of sentBefore) expect(backend.bytesSent.get(part)).toBe(times);
  });

  it('goes on by itself with a file handle', async () => {
    const handle = {} as FileSystemFileHandle;
    const { clock, ends, fileSources, manager } = await interrupt(handle);
    fileSources.keep(handle, film());

    await manager.restore();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('needs one click where the browser asks for permission', async () => {
    const handle = {} as FileSystemFileHandle;
    const { clock, ends, fileSources, manager } = await interrupt(handle);
    fileSources.keep(handle, film(), 'permission');
    await manager.restore();
    await clock.advance(1000);
    const { id } = only(manager);
    expect(only(manager).state).toMatchObject({ status: 'needs-file', need: 'permission' });

    await manager.allowAccess(id);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it.each([
    ['another size', createFakeFile({ name: 'film.mp4', sizeBytes: 10, content: 'film.mp4' })],
    [
      'the same name and size but other bytes',
      createFakeFile({ name: 'film.mp4', sizeBytes: 60 * mebibyte, content: 'other' }),
    ],
  ])('C24 refuses a file with %s and sends none of its bytes', async (_, wrong) => {
    const { backend, clock, ends, manager } = await interrupt();
    await manager.restore();
    await clock.advance(1000);
    const { id } = only(manager);
    const sent = new Map(backend.bytesSent);

    manager.provideFile(id, wrong);
    await clock.advance(1000);

    expect(only(manager).state).toMatchObject({ status: 'needs-file', error: { code: 'file_mismatch' } });
    expect(backend.bytesSent).toEqual(sent);
    manager.provideFile(id, film());
    await clock.advance(10_000);
    expect(ends).toEqual(['completed film.mp4']);
  });

  async function reloadPaused() {
    const browser = createTestBrowser();
    const before = browser.openPage();
    const parts = browser.backend.holdBytes();
    before.add([film()]);
    await browser.clock.advance(1000);
    parts[0]?.accept();
    await settled();
    before.pause();
    await browser.clock.advance(1000);
    before.destroy();
    browser.backend.releaseBytes();
    await settled();

    const { ends, manager: after } = openPage(browser);
    await after.restore();
    await browser.clock.advance(1000);
    return { ...browser, ends, manager: after };
  }

  it('stays paused when it was paused, and shows how far it was', async () => {
    const { manager } = await reloadPaused();

    expect(only(manager).state).toMatchObject({ status: 'paused', storedParts: [1] });
    expect(manager.list.getState().totals.confirmedBytes).toBe(10 * mebibyte);
  });

  it('goes on with a paused upload when its file is added again', async () => {
    const { backend, clock, ends, manager } = await reloadPaused();

    expect(manager.add([film()])).toEqual([only(manager).id]);
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
  });

  it('shows what was completed meanwhile as completed, and forgets it', async () => {
    const { backend, clock, ends, manager, repository } = await interrupt();
    backend.endSession('session-1', 'completed');

    await manager.restore();
    await clock.advance(1000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(await repository.list()).toEqual([]);
  });

  it('leaves the uploads of a page that lives to that page, and takes them over when it closes (R-F2)', async () => {
    const browser = createTestBrowser();
    const first = browser.openPage();
    browser.backend.holdBytes();
    first.add([film()]);
    await browser.clock.advance(1000);

    const { manager: second } = openPage(browser);
    await second.restore();
    await browser.clock.advance(1000);
    expect(second.getUpload(only(second).id)?.getState().owner).toBe('other-page');
    first.destroy();
    await browser.clock.advance(1000);

    expect(second.getUpload(only(second).id)?.getState()).toMatchObject({
      owner: 'this-page',
      state: { status: 'uploading' },
    });
  });

  it('C17 warns once, and uploads all the same, where nothing outlives the page (R-E1)', async () => {
    const browser = createTestBrowser();
    browser.repository.isPersistent = async () => false;
    const { ends, manager: page } = openPage(browser);
    const warnings: string[] = [];
    page.on('warning', ({ error }) => warnings.push(error.code));

    page.add([film('a'), film('b')]);
    await browser.clock.advance(10_000);

    expect([...ends].sort()).toEqual(['completed a', 'completed b']);
    expect(warnings).toEqual(['storage_blocked']);
  });

  it('takes the file again when the session is gone and only the file is missing', async () => {
    const { backend, clock, ends, manager } = await interrupt();
    backend.endSession('session-1', 'failed');
    await manager.restore();
    await clock.advance(1000);
    const { id } = only(manager);
    manager.retry(id);
    await clock.advance(1000);
    const failed = only(manager).state;
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'needs_file' } });
    expect(failed !== undefined && canProvideFile(failed)).toBe(true);

    manager.provideFile(id, film());
    await clock.advance(10_000);

    expect(ends.at(-1)).toBe('completed film.mp4');
  });

  it('C22 drops records that do not even say which they are, and tells of each of them once', async () => {
    const { clock, manager, repository } = start();
    const warnings: string[] = [];
    manager.on('warning', ({ error }) => warnings.push(error.message));
    for (const [key, junk] of Object.entries({ a: null, b: 7, c: 'text', d: {}, e: { id: 'other' } })) {
      await repository.update(key, () => junk);
    }

    await manager.restore();
    await manager.restore();
    await clock.advance(1000);

    expect(await repository.list()).toEqual([]);
    expect(warnings).toHaveLength(5);
  });

  it('A68 C22 C50 drops a corrupt record with a warning and leaves a newer one alone', async () => {
    const browser = createTestBrowser();
    await browser.repository.update('bad', () => ({ version: 1, id: 'bad', session: { chunkSize: -1 } }));
    await browser.repository.update('newer', () => ({ version: 99, id: 'newer' }));
    const { manager: page } = openPage(browser);
    const warnings: string[] = [];
    page.on('warning', ({ error }) => warnings.push(error.code));

    await page.restore();

    expect(warnings).toEqual(['storage_blocked']);
    expect(await browser.repository.list()).toEqual([{ version: 99, id: 'newer' }]);
  });

  it('never writes a URL or a checksum of a URL into browser storage', async () => {
    const { repository } = await interrupt();

    expect(JSON.stringify(await repository.list())).not.toContain('storage.test');
  });
});
