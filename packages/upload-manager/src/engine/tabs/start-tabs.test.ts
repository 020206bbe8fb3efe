import { afterEach, describe, expect, it } from 'vitest';
import { mebibyte } from '../../contract/index.ts';
import type { PagePhase } from '../../ports/page-lifecycle.ts';
import type { TabChannel } from '../../ports/tab-channel.ts';
import { createFakeFile, createTestBrowser, settled, type TestBrowser } from '../../testing/index.ts';
import type { UploadManager } from '../../upload-manager.ts';

const open: UploadManager[] = [];
afterEach(() => {
  for (const manager of open.splice(0)) manager.destroy();
});

const film = (name = 'film.mp4') => createFakeFile({ name, sizeBytes: 60 * mebibyte, content: name });

function recordEnds(manager: UploadManager): readonly string[] {
  const ends: string[] = [];
  manager.on('completed', ({ upload }) => ends.push(`completed ${upload.file.name}`));
  manager.on('failed', ({ upload, error }) => ends.push(`failed ${upload.file.name} ${error.code}`));
  manager.on('cancelled', ({ upload }) => ends.push(`cancelled ${upload.file.name}`));
  return ends;
}

/** Everything that is said on the browser's channel. */
function overhear(channel: TabChannel): readonly unknown[] {
  const said: unknown[] = [];
  channel.join((message) => said.push(message));
  return said;
}

async function openPage(browser: TestBrowser): Promise<UploadManager> {
  const page = browser.openPage({ parallelism: 2 });
  open.push(page);
  await page.restore();
  await settled();
  return page;
}

/** A page that works and a page that watches. */
async function openTwoPages() {
  const browser = createTestBrowser();
  const first = await openPage(browser);
  const second = await openPage(browser);
  return { ...browser, browser, first, second, ends: recordEnds(second) };
}

function only(page: UploadManager) {
  const { ids } = page.list.getState();
  const [id = ''] = ids;
  expect(ids).toHaveLength(1);
  const upload = page.getUpload(id)?.getState();
  if (upload === undefined) throw new Error('The list names an upload that is not there');
  return upload;
}

describe('R-F2 the live mirror', () => {
  it('A67 what another script makes up ends no upload of the page that works: the server does', async () => {
    const { backend, browser, clock, first } = await openTwoPages();
    const ends = recordEnds(first);
    const said = overhear(browser.tabChannel);
    backend.holdBytes();
    const [id = ''] = first.add([film()]);
    await clock.advance(1000);
    const told = said.findLast(
      (message): message is { uploads: { id: string }[] } =>
        typeof message === 'object' && message !== null && 'uploads' in message,
    );
    const file = { file_id: 'made-up', url: 'https://evil.example/' };
    const script = browser.tabChannel.join(() => undefined);

    script.post({
      ...told,
      uploads: told?.uploads.map((upload) => ({ ...upload, state: { status: 'completed', file } })),
    });
    script.post({ ...told, type: 'taken', ids: [id] });
    script.post({ type: 'uploads', uploads: 'all' });
    await settled();
    const stateThen = only(first).state.status;
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(told?.uploads.map((upload) => upload.id)).toEqual([id]);
    expect(stateThen).toBe('uploading');
    expect(ends).toEqual(['completed film.mp4']);
    expect(only(first).state).toMatchObject({ file: { file_id: 'file-of-session-1' } });
  });

  it('shows the uploads of another page, live, until they end', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    const parts = backend.holdBytes();
    const [id] = first.add([film()]);
    await clock.advance(1000);
    parts[0]?.progress(mebibyte);
    await clock.advance(200);

    expect(only(first).owner).toBe('this-page');
    expect(only(second)).toMatchObject({
      id,
      owner: 'other-page',
      file: { name: 'film.mp4', sizeBytes: 60 * mebibyte },
      state: { status: 'uploading', storedParts: [] },
      progress: { sentBytes: mebibyte, confirmedBytes: 0 },
    });
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(only(second).state).toMatchObject({
      status: 'completed',
      file: { file_id: 'file-of-session-1', url: '/api/files/file-of-session-1/content' },
    });
  });

  it('counts the speed of other pages into that of the whole, until their uploads end', async () => {
    const { backend, clock, first, second } = await openTwoPages();
    const parts = backend.holdBytes();
    first.add([film()]);
    await clock.advance(1000);
    for (let step = 1; step <= 10; step += 1) {
      parts[0]?.progress(step * 100_000);
      await clock.advance(200);
    }

    const speed = only(first).progress.bytesPerSecond;
    expect(speed).toBeGreaterThan(100_000);
    expect(second.list.getState().bytesPerSecond).toBe(only(second).progress.bytesPerSecond);
    expect(only(second).progress.bytesPerSecond).not.toBeNull();
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(only(second).state.status).toBe('completed');
    expect(second.list.getState().bytesPerSecond).toBeNull();
  });

  it('shows what was there before the page opened', async () => {
    const browser = createTestBrowser();
    const first = await openPage(browser);
    browser.backend.holdBytes();
    first.add([film('a'), film('b')]);
    await browser.clock.advance(1000);

    const second = await openPage(browser);
    await browser.clock.advance(1000);

    const names = second.list.getState().ids.map((id) => second.getUpload(id)?.getState().file.name);
    expect(names).toEqual(['a', 'b']);
  });

  it('hears of a page that never looked for others itself', async () => {
    const browser = createTestBrowser();
    const watcher = await openPage(browser);
    const worker = browser.openPage();
    open.push(worker);
    browser.backend.holdBytes();

    worker.add([film()]);
    await browser.clock.advance(1000);

    expect(only(watcher)).toMatchObject({ owner: 'other-page', state: { status: 'uploading' } });
    expect(only(worker).owner).toBe('this-page');
  });

  it('shows nothing in a page that did not ask for it by restore', async () => {
    const browser = createTestBrowser();
    const worker = await openPage(browser);
    const plain = browser.openPage();
    open.push(plain);
    worker.add([film('theirs')]);
    plain.add([film('own')]);

    await browser.clock.advance(10_000);

    expect(only(plain).file.name).toBe('own');
  });

  it('tells of a row that goes, and of each change at most ten times a second', async () => {
    const { backend, clock, first, second, tabChannel } = await openTwoPages();
    const parts = backend.holdBytes();
    first.add([film()]);
    await clock.advance(1000);
    const said = overhear(tabChannel);

    for (let step = 1; step <= 100; step += 1) {
      parts[0]?.progress(step * 1000);
      await clock.advance(10);
    }
    expect(said.length).toBeGreaterThan(5);
    expect(said.length).toBeLessThanOrEqual(11);
    first.remove();
    await clock.advance(1000);

    expect(second.list.getState().ids).toEqual([]);
  });

  it('never calls the server or writes a record for what it only shows', async () => {
    const browser = createTestBrowser();
    const first = await openPage(browser);
    browser.backend.holdBytes();
    first.add([film()]);
    await browser.clock.advance(1000);
    // What is paused makes no calls of its own.
    first.pause();
    await browser.clock.advance(1000);
    const records = await browser.repository.list();
    const callsBefore = browser.backend.calls.length;
    const writes: string[] = [];
    const { update } = browser.repository;
    browser.repository.update = async (key, change) => {
      writes.push(key);
      await update(key, change);
    };

    const second = await openPage(browser);
    await browser.clock.advance(60_000);

    expect(only(second).owner).toBe('other-page');
    expect(browser.backend.calls.slice(callsBefore)).toEqual(['createSession', 'listUploads']);
    expect([writes, await browser.repository.list()]).toEqual([[], records]);
  });

  it('puts no URL and no token into any message', async () => {
    const { backend, clock, first, tabChannel } = await openTwoPages();
    const said = overhear(tabChannel);
    backend.refuse('b', {
      code: 'quota_exceeded',
      details: { limit_bytes: 1, upgrade_url: 'https://shop.test/upgrade' },
    });

    first.add([film('a'), film('b')]);
    await clock.advance(60_000);

    expect(said.length).toBeGreaterThan(0);
    expect(JSON.stringify(said)).toContain('file-of-session-1');
    expect(JSON.stringify(said)).not.toMatch(/:\/\/|fake-storage/);
  });

  it('tells in the other page why an upload failed', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    backend.refuse('film.mp4', { code: 'quota_exceeded', details: { limit_bytes: 5e9 } });

    first.add([film()]);
    await clock.advance(10_000);

    expect(ends).toEqual(['failed film.mp4 quota_exceeded']);
    expect(only(second).state).toMatchObject({ error: { details: { limit_bytes: 5e9 } } });
  });

  type Deliver = (index: number, later: (index: number) => void) => readonly number[];
  it.each<[string, Deliver]>([
    ['lost', (index) => (index % 3 === 1 ? [] : [index])],
    ['doubled', (index) => [index, index]],
    [
      'late',
      (index, later) => {
        if (index % 2 === 1) return [index];
        later(index);
        return [];
      },
    ],
  ])('C14 ends in the same list when messages are %s', async (_, deliver) => {
    const browser = createTestBrowser();
    const { join } = browser.tabChannel;
    const { signal } = new AbortController();
    let isReliable = true;
    browser.tabChannel.join = (onMessage) => {
      const received: unknown[] = [];
      const later = (index: number) =>
        void browser.clock.sleep(250, signal).then(() => onMessage(received[index]));
      return join((message) => {
        if (isReliable) {
          onMessage(message);
          return;
        }
        received.push(message);
        for (const index of deliver(received.length - 1, later)) onMessage(received[index]);
      });
    };
    const first = await openPage(browser);
    const second = await openPage(browser);
    const ends = recordEnds(second);
    await browser.clock.advance(1000);
    isReliable = false;

    first.add(Array.from({ length: 20 }, (_value, index) => film(`${index}.bin`)));
    await browser.clock.advance(120_000);

    const states = (page: UploadManager) =>
      page.list
        .getState()
        .ids.map((id) => page.getUpload(id)?.getState())
        .map((upload) => `${upload?.file.name} ${upload?.state.status}`)
        .sort();
    expect(states(second)).toEqual(states(first));
    expect(new Set(ends).size).toBe(ends.length);
  });

  it('says nothing before it holds its own lock, because others take a page without one for gone', async () => {
    const browser = createTestBrowser();
    const { hold } = browser.tabLock;
    let grant = () => {};
    const granted = new Promise<void>((resolve) => {
      grant = resolve;
    });
    browser.tabLock.hold = async (name, signal) => {
      await granted;
      await hold(name, signal);
    };
    const said = overhear(browser.tabChannel);
    const page = browser.openPage();
    open.push(page);

    page.add([film()]);
    await browser.clock.advance(10_000);
    expect(said).toEqual([]);
    grant();
    await browser.clock.advance(0);

    expect(said).toMatchObject([{ type: 'opened' }]);
  });

  it('C14 is not led astray by what no page of this version has sent', async () => {
    const { clock, second, tabChannel } = await openTwoPages();
    const stranger = tabChannel.join(() => {});
    const common = { version: 1, from: 'holdfast:page:stranger' };
    const uploads = { type: 'uploads', sequence: 1, progress: [], removed: [], all: null };
    for (const message of [
      null,
      'uploads',
      { ...common, ...uploads, uploads: [{ id: 'x' }] },
      { ...common, ...uploads, version: 2, uploads: [] },
      { ...common, from: 'holdfast:anonymous-session', type: 'watch' },
      { ...common, type: 'command', to: 'holdfast:page:stranger', command: 'destroy', ids: ['x'] },
    ]) {
      stranger.post(message);
    }

    await clock.advance(1000);

    expect(second.list.getState().ids).toEqual([]);
  });
});

describe('R-F2 commands reach the page that works on the upload', () => {
  async function uploading() {
    const world = await openTwoPages();
    const parts = world.backend.holdBytes();
    const [id = ''] = world.first.add([film()]);
    await world.clock.advance(1000);
    return { ...world, id, parts };
  }

  it('pauses and resumes', async () => {
    const { backend, clock, ends, first, id, parts, second } = await uploading();

    second.pause(id);
    await clock.advance(1000);
    expect([only(first).state.status, only(second).state.status, parts.length]).toEqual([
      'paused',
      'paused',
      0,
    ]);
    second.resume(id);
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('cancels once, on the server too', async () => {
    const { backend, clock, ends, first, id, second } = await uploading();

    second.cancel(id);
    await clock.advance(10_000);

    expect(ends).toEqual(['cancelled film.mp4']);
    expect(only(first).state.status).toBe('cancelled');
    expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
  });

  it('removes the row everywhere', async () => {
    const { backend, clock, first, id, second } = await uploading();

    second.remove(id);
    await clock.advance(10_000);

    expect([first.list.getState().ids, second.list.getState().ids]).toEqual([[], []]);
    expect(backend.sessions.get('session-1')?.status).toBe('cancelled');
  });

  it('tries a failed upload again', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    backend.refuse('film.mp4', { code: 'type_not_allowed' });
    const [id = ''] = first.add([film()]);
    await clock.advance(10_000);

    second.retry(id);
    await clock.advance(10_000);

    expect(ends).toEqual(['failed film.mp4 type_not_allowed', 'completed film.mp4']);
  });

  it.each(['provideFile', 'add'] as const)('hands over a file it waits for, given by %s', async (way) => {
    const browser = createTestBrowser();
    const before = browser.openPage();
    browser.backend.holdBytes();
    const [id = ''] = before.add([film()]);
    await browser.clock.advance(1000);
    before.destroy();
    browser.backend.releaseBytes();
    const first = await openPage(browser);
    const second = await openPage(browser);
    await browser.clock.advance(1000);
    expect([only(second).owner, only(second).state.status]).toEqual(['other-page', 'needs-file']);

    if (way === 'add') expect(second.add([film()])).toEqual([id]);
    else second.provideFile(id, film());
    await browser.clock.advance(10_000);

    expect(only(first)).toMatchObject({ owner: 'this-page', state: { status: 'completed' } });
    expect(only(second)).toMatchObject({ owner: 'other-page', state: { status: 'completed' } });
  });

  it('C28 asks for access where the click was made', async () => {
    const browser = createTestBrowser();
    const handle = {} as FileSystemFileHandle;
    const before = browser.openPage();
    browser.backend.holdBytes();
    const [id = ''] = before.add([{ file: film(), handle }]);
    await browser.clock.advance(1000);
    before.destroy();
    browser.backend.releaseBytes();
    browser.fileSources.keep(handle, film(), 'permission');
    const first = await openPage(browser);
    const second = await openPage(browser);
    await browser.clock.advance(1000);
    expect(only(second).state).toMatchObject({ status: 'needs-file', need: 'permission' });

    await second.allowAccess(id);
    await browser.clock.advance(10_000);

    expect(only(first).state.status).toBe('completed');
  });
});

describe('R-F2 when the page that works goes away', () => {
  it('C10 another goes on at once with the file it was handed, and sends only what is missing', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    const parts = backend.holdBytes();
    const [id] = first.add([film()]);
    await clock.advance(1000);
    parts[0]?.accept();
    await clock.advance(1000);
    const inFlight = parts.length;

    first.destroy();
    await clock.advance(2000);
    expect(only(second)).toMatchObject({ id, owner: 'this-page', state: { status: 'uploading' } });
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
    const sentTwice = [...backend.bytesSent.values()].filter((times) => times > 1);
    expect(sentTwice.length).toBeLessThanOrEqual(inFlight);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
  });

  it('exactly one of several takes over, and the rest go on watching it', async () => {
    const { backend, browser, clock, first, second } = await openTwoPages();
    const third = await openPage(browser);
    const pages = [second, third];
    const ends = pages.map(recordEnds);
    backend.holdBytes();
    first.add([film('a'), film('b')]);
    await clock.advance(1000);

    first.destroy();
    await clock.advance(2000);
    const ownersOf = (page: UploadManager) =>
      page.list.getState().ids.map((id) => page.getUpload(id)?.getState().owner);
    expect(pages.map(ownersOf).sort()).toEqual([
      ['other-page', 'other-page'],
      ['this-page', 'this-page'],
    ]);
    backend.releaseBytes();
    await clock.advance(20_000);

    expect(ends.map((list) => [...list].sort())).toEqual([
      ['completed a', 'completed b'],
      ['completed a', 'completed b'],
    ]);
    expect(backend.sessions.size).toBe(2);
  });

  it('goes on through a row of pages that close one after the other', async () => {
    const { backend, browser, clock, first, second } = await openTwoPages();
    const third = await openPage(browser);
    const ends = recordEnds(third);
    backend.holdBytes();
    first.add([film()]);
    await clock.advance(1000);

    first.destroy();
    await clock.advance(2000);
    second.destroy();
    await clock.advance(2000);
    expect(only(third).owner).toBe('this-page');
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('starts what had no session yet, once', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    backend.fail('initiateUploadBatch', { code: 'network', times: 3 });
    first.add([film()]);
    await clock.advance(200);
    expect(only(second).state.status).toBe('initiating');

    first.destroy();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
  });

  it('keeps the rows that were finished, and lets them be removed', async () => {
    const { clock, ends, first, second } = await openTwoPages();
    const [id = ''] = first.add([film()]);
    await clock.advance(10_000);

    first.destroy();
    await clock.advance(1000);
    expect(only(second)).toMatchObject({ owner: 'this-page', state: { status: 'completed' } });
    second.remove(id);

    expect(second.list.getState().ids).toEqual([]);
    expect(ends).toEqual(['completed film.mp4']);
  });
});

describe('R-F2 one page works on an upload, whatever happens', () => {
  async function recordOwners(browser: TestBrowser): Promise<readonly unknown[]> {
    return (await browser.repository.list()).map((record) => (record as { owner: unknown }).owner);
  }

  it('C11 nobody takes an upload from a page that is silent, until the user asks for it', async () => {
    const { backend, browser, clock, ends, first, second } = await openTwoPages();
    const parts = backend.holdBytes();
    const [id = ''] = first.add([film()]);
    await clock.advance(1000);
    const [ownerBefore] = await recordOwners(browser);

    await clock.advance(20_000);
    expect([only(second).owner, await recordOwners(browser)]).toEqual(['other-page', [ownerBefore]]);
    await second.takeOver(id);
    await clock.advance(1000);

    expect([only(first).owner, only(second).owner]).toEqual(['other-page', 'this-page']);
    expect(await recordOwners(browser)).not.toContain(ownerBefore);
    expect(parts.length).toBeLessThanOrEqual(2);
    backend.releaseBytes();
    await clock.advance(10_000);
    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
  });

  it('C12 a page that slept through being succeeded notices it by the fence before it writes', async () => {
    const browser = createTestBrowser();
    const { join } = browser.tabChannel;
    let isAsleep = false;
    browser.tabChannel.join = (onMessage) => join((message) => isAsleep || onMessage(message));
    const first = await openPage(browser);
    browser.tabChannel.join = join;
    const second = await openPage(browser);
    browser.backend.holdBytes();
    const [id = ''] = first.add([film()]);
    await browser.clock.advance(1000);
    isAsleep = true;
    await second.takeOver(id);
    await browser.clock.advance(1000);
    const [owner] = await recordOwners(browser);
    expect(only(first).owner).toBe('this-page');

    isAsleep = false;
    first.pause(id);
    await browser.clock.advance(1000);

    expect(only(first).owner).toBe('other-page');
    expect(await recordOwners(browser)).toEqual([owner]);
    expect(only(second)).toMatchObject({ owner: 'this-page', state: { status: 'uploading' } });
  });

  it('two pages that take over at the same time: one succeeds', async () => {
    const { backend, browser, clock, first, second } = await openTwoPages();
    const third = await openPage(browser);
    backend.holdBytes();
    const [id = ''] = first.add([film()]);
    await clock.advance(1000);

    await Promise.all([second.takeOver(id), third.takeOver(id)]);
    await clock.advance(1000);

    const owners = [first, second, third].map((page) => only(page).owner);
    expect(owners.filter((owner) => owner === 'this-page')).toHaveLength(1);
  });
});

describe('C16 signing out', () => {
  it('stops all work and forgets every upload, in every page; sessions stay on the server', async () => {
    const { backend, clock, first, repository, second } = await openTwoPages();
    const parts = backend.holdBytes();
    const ends = [recordEnds(first), recordEnds(second)];
    const told: string[] = [];
    first.on('signedOut', () => told.push('first'));
    second.on('signedOut', () => told.push('second'));
    first.add([film('a')]);
    second.add([film('b')]);
    await clock.advance(1000);
    expect(await repository.list()).toHaveLength(2);

    await second.signOut();
    await clock.advance(1000);

    expect([first, second].map((page) => page.list.getState().ids)).toEqual([[], []]);
    expect([await repository.list(), parts.length]).toEqual([[], 0]);
    expect([...backend.sessions.values()].map(({ status }) => status)).toEqual(['uploading', 'uploading']);
    expect(ends).toEqual([[], []]);
    expect(told).toEqual(['second', 'first']);
  });

  it('leaves the pages ready for the next user, and shows nothing of the last one', async () => {
    const { backend, clock, ends, first, second } = await openTwoPages();
    const parts = backend.holdBytes();
    first.add([film('before')]);
    await clock.advance(1000);
    await first.signOut();
    backend.releaseBytes();
    await clock.advance(1000);
    expect(parts).toHaveLength(0);

    first.add([film('after')]);
    await clock.advance(10_000);

    expect(only(second).file.name).toBe('after');
    expect(ends).toEqual(['completed after']);
    expect(backend.bytesSent.has('session-1/1')).toBe(false);
  });

  it('forgets records that a later version has written too: they are the user’s all the same', async () => {
    const { first, repository } = await openTwoPages();
    await repository.update('newer', () => ({ version: 99, id: 'newer' }));

    await first.signOut();

    expect(await repository.list()).toEqual([]);
  });
});

describe('R-F1 stored records', () => {
  it('are purged when nobody came back for longer than any server keeps a session', async () => {
    const browser = createTestBrowser();
    const before = browser.openPage();
    browser.backend.holdBytes();
    before.add([film()]);
    await browser.clock.advance(1000);
    before.pause();
    await browser.clock.advance(1000);
    before.destroy();
    expect(await browser.repository.list()).toHaveLength(1);
    browser.backend.endSession('session-1', 'failed');

    await browser.clock.advance(31 * 24 * 60 * 60 * 1000);
    const after = await openPage(browser);

    expect([after.list.getState().ids, await browser.repository.list()]).toEqual([[], []]);
  });
});

describe('C8 a page that is left and returned to', () => {
  function createLifecycle() {
    const listeners = new Set<(phase: PagePhase) => void>();
    const subscribe = (listener: (phase: PagePhase) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    };
    return {
      subscribe,
      move(phase: PagePhase) {
        for (const listener of listeners) listener(phase);
      },
    };
  }

  async function leftPage() {
    const browser = createTestBrowser();
    const lifecycle = createLifecycle();
    const page = browser.openPage({ parallelism: 2 }, { lifecycle });
    open.push(page);
    await page.restore();
    const ends = recordEnds(page);
    const parts = browser.backend.holdBytes();
    page.add([film()]);
    await browser.clock.advance(1000);
    parts[0]?.accept();
    await browser.clock.advance(1000);
    return { ...browser, browser, ends, lifecycle, page, parts };
  }

  it('C52 does nothing while it is away, says nothing about it, and goes on when the user comes back', async () => {
    const { backend, clock, ends, lifecycle, page, parts } = await leftPage();

    const callsBefore = backend.calls.length;
    lifecycle.move('left');
    await clock.advance(600_000);
    expect([parts.length, only(page).state.status]).toEqual([0, 'uploading']);
    expect(backend.calls).toHaveLength(callsBefore);
    backend.releaseBytes();
    lifecycle.move('returned');
    await clock.advance(10_000);

    expect(backend.calls[callsBefore]).toBe('resumeUpload');
    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
  });

  it('is woken before it is shown, as Chromium does it, and keeps its file all the same', async () => {
    const { backend, clock, ends, lifecycle, page } = await leftPage();
    lifecycle.move('left');
    await clock.advance(60_000);

    backend.releaseBytes();
    lifecycle.move('resumed');
    lifecycle.move('returned');
    await clock.advance(10_000);

    expect(only(page).owner).toBe('this-page');
    expect(ends).toEqual(['completed film.mp4']);
  });

  it('finds its upload in the page that took over meanwhile', async () => {
    const { browser, clock, ends, lifecycle, page } = await leftPage();
    const other = await openPage(browser);
    await clock.advance(1000);

    lifecycle.move('left');
    await clock.advance(2000);
    expect(only(other).owner).toBe('this-page');
    lifecycle.move('returned');
    await clock.advance(1000);

    expect([only(page).owner, only(other).owner]).toEqual(['other-page', 'this-page']);
    browser.backend.releaseBytes();
    await clock.advance(10_000);
    expect(ends).toEqual(['completed film.mp4']);
    expect(browser.backend.sessions.size).toBe(1);
  });

  it('tells of what was completed meanwhile', async () => {
    const { browser, clock, ends, lifecycle } = await leftPage();
    await openPage(browser);
    await clock.advance(1000);
    lifecycle.move('left');
    browser.backend.releaseBytes();
    await clock.advance(20_000);
    expect(ends).toEqual([]);

    lifecycle.move('returned');
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('starts again what had no session yet', async () => {
    const { backend, clock, ends, lifecycle, page } = await leftPage();
    backend.fail('initiateUploadBatch', { code: 'network', times: 2 });
    page.add([film('second')]);
    await clock.advance(100);
    lifecycle.move('left');
    await clock.advance(60_000);

    backend.releaseBytes();
    lifecycle.move('returned');
    await clock.advance(60_000);

    expect([...ends].sort()).toEqual(['completed film.mp4', 'completed second']);
  });

  it('C6 notices on waking up that another page has taken over while it slept', async () => {
    const { browser, clock, lifecycle, page, repository } = await leftPage();
    const [record] = await repository.list();
    const { id } = only(page);
    await repository.update(id, () => ({
      ...(record as object),
      owner: 'holdfast:page:other',
      fence: 7,
    }));

    lifecycle.move('resumed');
    await clock.advance(1000);

    expect(only(page).owner).toBe('other-page');
    expect(await browser.repository.list()).toMatchObject([{ fence: 7 }]);
  });
});
