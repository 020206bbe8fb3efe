import { afterEach, describe, expect, it } from 'vitest';
import { mebibyte } from '../../contract/index.ts';
import { createFakeFile, createTestBrowser, type TestBrowser } from '../../testing/index.ts';
import type { UploadManager } from '../../upload-manager.ts';

const open: UploadManager[] = [];
afterEach(() => {
  for (const manager of open.splice(0)) manager.destroy();
});

const sizeBytes = 60 * mebibyte;
const film = (options: Parameters<typeof createFakeFile>[0] = {}) =>
  createFakeFile({ name: 'film.mp4', sizeBytes, content: 'film', ...options });

function openPage(browser: TestBrowser): UploadManager {
  const page = browser.openPage({ parallelism: 2 });
  open.push(page);
  return page;
}

function only(page: UploadManager) {
  const { ids } = page.list.getState();
  const [id = ''] = ids;
  expect(ids).toHaveLength(1);
  const upload = page.getUpload(id)?.getState();
  if (upload === undefined) throw new Error('The list names an upload that is not there');
  return upload;
}

/** An upload that was begun, and of which one part is stored, in a browser that forgets everything. */
async function begunElsewhere(files = [film()]) {
  const browser = createTestBrowser();
  const before = browser.openPage({ parallelism: 2 });
  const parts = browser.backend.holdBytes();
  before.add(files);
  await browser.clock.advance(1000);
  for (const part of [...parts]) part.accept();
  await browser.clock.advance(0);
  before.destroy();
  browser.backend.releaseBytes();
  await browser.clock.advance(0);
  await browser.repository.clear();
  return { ...browser, browser, sentBefore: new Map(browser.backend.bytesSent) };
}

describe('C21 R-C3 sessions this browser knows nothing of', () => {
  it('are not offered again when they were removed here, although the server has not heard of it yet', async () => {
    const browser = createTestBrowser();
    const page = openPage(browser);
    browser.backend.holdBytes();
    const [id = ''] = page.add([film()]);
    await browser.clock.advance(1000);
    browser.backend.fail('cancelUpload', { code: 'network', times: 1 });

    page.remove(id);
    await page.restore();

    expect(page.list.getState().ids).toEqual([]);
    await browser.clock.advance(60_000);
    expect([...browser.backend.sessions.values()].map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('are offered with what the server knows, and stored nowhere', async () => {
    const { browser, repository } = await begunElsewhere();
    const page = openPage(browser);

    await page.restore();

    expect(only(page)).toMatchObject({
      owner: 'this-page',
      file: { name: 'film.mp4', sizeBytes, lastModified: 0 },
      state: { status: 'needs-file', need: 'file', storedParts: [1, 2] },
      progress: { confirmedBytes: 20 * mebibyte },
    });
    expect(await repository.list()).toEqual([]);
  });

  it('go on when their file is chosen, and send only what is missing', async () => {
    const { backend, browser, clock, repository, sentBefore } = await begunElsewhere();
    const page = openPage(browser);
    await page.restore();
    const { id } = only(page);

    expect(page.add([film()])).toEqual([id]);
    await clock.advance(10_000);

    expect(only(page).state.status).toBe('completed');
    expect(backend.sessions.size).toBe(1);
    for (const [part, times] of sentBefore) expect(backend.bytesSent.get(part)).toBe(times);
    expect(await repository.list()).toEqual([]);
  });

  it('take no other file: the stored parts are compared before one is trusted', async () => {
    const { backend, browser, clock, sentBefore } = await begunElsewhere();
    const page = openPage(browser);
    await page.restore();

    page.provideFile(only(page).id, film({ content: 'other' }));
    await clock.advance(10_000);

    expect(only(page).state).toMatchObject({ status: 'needs-file', error: { code: 'file_mismatch' } });
    expect(backend.bytesSent).toEqual(sentBefore);
  });

  it('survive a reload once their file is there', async () => {
    const { backend, browser, clock } = await begunElsewhere();
    const page = openPage(browser);
    await page.restore();
    backend.holdBytes();
    page.add([film()]);
    await clock.advance(1000);
    page.destroy();
    backend.releaseBytes();
    await clock.advance(0);

    const after = openPage(browser);
    await after.restore();
    await clock.advance(1000);
    after.add([film()]);
    await clock.advance(10_000);

    expect(only(after).state.status).toBe('completed');
    expect(backend.sessions.size).toBe(1);
  });

  it('are one page’s as soon as it has the file; the others show it there', async () => {
    const { backend, browser, clock } = await begunElsewhere();
    const first = openPage(browser);
    const second = openPage(browser);
    await first.restore();
    await second.restore();
    await clock.advance(1000);
    backend.holdBytes();

    first.add([film()]);
    await clock.advance(1000);

    expect(only(first)).toMatchObject({ owner: 'this-page', state: { status: 'uploading' } });
    expect(only(second)).toMatchObject({ owner: 'other-page', state: { status: 'uploading' } });
  });

  it('are not offered while a page of this browser works on them', async () => {
    const browser = createTestBrowser();
    const worker = openPage(browser);
    browser.backend.holdBytes();
    worker.add([film()]);
    await browser.clock.advance(1000);
    const page = openPage(browser);

    await page.restore();
    await browser.clock.advance(1000);

    expect(only(page).owner).toBe('other-page');
  });

  it('are all offered, however many pages of them the server has', async () => {
    const { backend, browser, clock } = await begunElsewhere();
    const { request } = backend.apiTransport;
    const session = [...backend.sessions.values()][0];
    const cursors: (string | null)[] = [];
    Object.assign(backend.apiTransport, {
      request: async (...call: Parameters<typeof request>) => {
        const answer = await request(...call);
        if (call[0].method !== 'GET' || !/\/app\/uploads\?/.test(call[0].url)) return answer;
        const cursor = new URL(call[0].url, 'http://x').searchParams.get('cursor');
        cursors.push(cursor);
        const { items } = answer.body as { items: readonly unknown[] };
        return {
          ...answer,
          body: cursor === null ? { items: [], next_cursor: 'next' } : { items, next_cursor: null },
        };
      },
    });
    const page = openPage(browser);

    await page.restore();
    await clock.advance(1000);

    expect([cursors, session?.id, only(page).state.status]).toEqual([
      [null, 'next'],
      'session-1',
      'needs-file',
    ]);
  });

  it('do not keep restore waiting for a server that is away, and follow when it is back', async () => {
    const { backend, browser, clock } = await begunElsewhere();
    backend.fail('listUploads', { code: 'network', times: 3 });
    const page = openPage(browser);

    await page.restore();
    expect(page.list.getState().ids).toEqual([]);
    await clock.advance(60_000);

    expect(only(page).state.status).toBe('needs-file');
  });

  it('are no reason to complain when the backend has no such list', async () => {
    const { backend, browser, clock } = await begunElsewhere();
    backend.fail('listUploads', { code: 'not_found' });
    const page = openPage(browser);
    const warnings: unknown[] = [];
    page.on('warning', (warning) => warnings.push(warning));

    await page.restore();
    await clock.advance(1000);

    expect([page.list.getState().ids, warnings]).toEqual([[], []]);
  });
});

describe('R-F1 files chosen again are recognised by their content', () => {
  const names = ['a', 'b', 'c'];
  const fileOf = (name: string, as = name) =>
    createFakeFile({ name: `${as}.bin`, sizeBytes, content: name, lastModified: 5 });

  async function waitingForMany({ remembers }: { readonly remembers: boolean }) {
    const browser = createTestBrowser();
    const before = browser.openPage({ parallelism: 20 });
    const parts = browser.backend.holdBytes();
    before.add(names.map((name) => fileOf(name)));
    await browser.clock.advance(1000);
    // A few parts of each, and all of none: the connections are shared, so they come by and by.
    for (let round = 0; round < 10; round += 1) {
      for (const part of [...parts]) {
        if ((browser.backend.sessions.get(part.sessionId)?.stored.size ?? 0) < 4) part.accept();
      }
      await browser.clock.advance(100);
    }
    before.destroy();
    browser.backend.releaseBytes();
    await browser.clock.advance(0);
    if (!remembers) await browser.repository.clear();
    const page = openPage(browser);
    await page.restore();
    await browser.clock.advance(1000);
    expect(page.list.getState().totals.needsFile).toBe(3);
    return { ...browser, page };
  }

  it.each([
    ['remembered here', true],
    ['known to the server only', false],
  ])('C24 C25 renamed, swapped and with another time, sessions %s', async (_, remembers) => {
    const { backend, clock, page, repository } = await waitingForMany({ remembers });

    const ids = page.add([
      fileOf('a', 'renamed'),
      createFakeFile({ name: 'moved.bin', sizeBytes, content: 'c', lastModified: 99 }),
      fileOf('b'),
      createFakeFile({ name: 'new.bin', sizeBytes, content: 'new' }),
    ]);
    await clock.advance(20_000);

    const ends = ids.map((id) => page.getUpload(id)?.getState());
    expect(ends.map((upload) => [upload?.file.name, upload?.state.status])).toEqual([
      ['a.bin', 'completed'],
      ['c.bin', 'completed'],
      ['b.bin', 'completed'],
      ['new.bin', 'completed'],
    ]);
    expect(page.list.getState().ids).toHaveLength(4);
    expect(backend.sessions.size).toBe(4);
    expect(await repository.list()).toEqual([]);
  });

  it('among several that waited under one name', async () => {
    const browser = createTestBrowser();
    const before = browser.openPage({ parallelism: 20 });
    browser.backend.holdBytes();
    before.add(names.map((name) => fileOf(name, 'scan')));
    await browser.clock.advance(1000);
    before.destroy();
    browser.backend.releaseBytes();
    const page = openPage(browser);
    await page.restore();
    await browser.clock.advance(1000);

    page.add([...names].reverse().map((name) => fileOf(name, 'scan')));
    await browser.clock.advance(20_000);

    expect(page.list.getState().totals).toMatchObject({ count: 3, completed: 3 });
    expect(browser.backend.sessions.size).toBe(3);
  });
});
