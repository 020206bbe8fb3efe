import { afterEach, describe, expect, it } from 'vitest';
import type { PageLifecycle, PagePhase } from './ports/page-lifecycle.ts';
import { film, interruptedBrowser, note, only } from './testing/engine-fixture.ts';
import { createTestBrowser, recordEnds, type TestBrowser } from './testing/index.ts';
import { createLateCode, type LateCode } from './testing/late-code.ts';
import type { UploadManager } from './upload-manager.ts';

describe('code that is loaded after the page (R-F6)', () => {
  const open: UploadManager[] = [];
  afterEach(() => {
    for (const manager of open.splice(0)) manager.destroy();
  });

  function openPage(browser: TestBrowser, late: LateCode) {
    const manager = late.openPage(browser);
    open.push(manager);
    return { manager, ends: recordEnds(manager) };
  }

  it('is fetched with the manager, so that adding a file needs no more of it', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    const { ends, manager } = openPage(browser, late);
    await browser.clock.advance(0);

    late.isMissing();
    manager.add([note()]);
    await browser.clock.advance(60_000);

    expect(ends).toEqual(['completed note.txt']);
    expect(late.attempts).toBe(1);
  });

  it('is waited for by a file that was added offline, which goes on when the network is back', async () => {
    const browser = createTestBrowser();
    const { clock, connectivity } = browser;
    const late = createLateCode();
    late.isMissing();
    connectivity.goOffline();
    const { ends, manager } = openPage(browser, late);
    manager.add([film()]);
    await clock.advance(10 * 60_000);
    const waiting = only(manager).state;

    late.arrives();
    connectivity.goOnline();
    await clock.advance(60_000);

    expect(waiting).toEqual({ status: 'initiating', wait: { reason: 'offline', until: null, error: null } });
    expect(ends).toEqual(['completed film.mp4']);
    expect([...browser.backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is asked for in one row of attempts, however many files wait, and each of them says so', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    late.isMissing();
    const { ends, manager } = openPage(browser, late);
    const files = Array.from({ length: 40 }, (_, index) => note(`note-${index}.txt`));
    const ids = manager.add(files);
    await browser.clock.advance(1000);
    const waits = new Set(
      ids.map((id) => {
        const state = manager.getUpload(id)?.getState().state;
        return state?.status === 'initiating' ? state.wait?.reason : state?.status;
      }),
    );
    const attempts = late.attempts;

    late.arrives();
    await browser.clock.advance(60_000);

    expect([...waits]).toEqual(['retry']);
    expect(attempts).toBeLessThan(6);
    expect(ends).toHaveLength(40);
    expect(new Set(ends.map((end) => end.split(' ')[0]))).toEqual(new Set(['completed']));
  });

  it('that never comes fails the upload with `network`; a retry finds the file still there', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    late.isMissing();
    const { ends, manager } = openPage(browser, late);
    manager.add([note()]);
    await browser.clock.advance(10 * 60_000);
    late.arrives();
    manager.retry();
    await browser.clock.advance(60_000);

    expect(ends).toEqual(['failed note.txt network', 'completed note.txt']);
  });

  it('arrives too late for what was cancelled meanwhile: nothing is asked of the server', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    late.isMissing();
    const { ends, manager } = openPage(browser, late);
    manager.add([note()]);
    await browser.clock.advance(1000);

    manager.cancel();
    late.arrives();
    await browser.clock.advance(60_000);

    expect(ends).toEqual(['cancelled note.txt']);
    expect(browser.backend.calls).toEqual([]);
  });

  it('that is missing rejects a call with `network`, and the next call tries again', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    late.isMissing();
    const { manager } = openPage(browser, late);

    const missing = { name: 'UploadError', code: 'network', details: { missing: 'code' } };
    await expect(manager.getQuota()).rejects.toMatchObject(missing);
    await expect(manager.preflight([note()])).rejects.toMatchObject({ code: 'network' });
    late.arrives();

    await expect(manager.getQuota()).resolves.toMatchObject({ level: 'ok' });
    await expect(manager.preflight([note()])).resolves.toMatchObject({ totalBytes: 10_240 });
  });

  it('is waited for by a page that restores: its uploads go on when it comes', async () => {
    const handle = {} as FileSystemFileHandle;
    const browser = await interruptedBrowser({ handle });
    browser.fileSources.keep(handle, film());
    const late = createLateCode();
    late.isMissing();
    const { ends, manager } = openPage(browser, late);
    const restoring = manager.restore();
    await browser.clock.advance(1000);

    late.arrives();
    await browser.clock.advance(60_000);
    await restoring;

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('C16 that never comes keeps no page from hearing that the user signed out', async () => {
    const browser = createTestBrowser();
    const late = createLateCode();
    const parts = browser.backend.holdBytes();
    const { manager } = openPage(browser, late);
    manager.add([film()]);
    await browser.clock.advance(1000);
    expect(parts.length).toBeGreaterThan(0);

    late.isMissing();
    const other = browser.openPage();
    open.push(other);
    await other.signOut();
    await browser.clock.advance(1000);

    expect(manager.list.getState().ids).toEqual([]);
    expect([parts.length, await browser.repository.list()]).toEqual([0, []]);
  });

  it('that never comes rejects a restoration with `network`, keeps every record, and is asked for again', async () => {
    const browser = await interruptedBrowser();
    const late = createLateCode();
    late.isMissing();
    const { manager } = openPage(browser, late);
    const refused = expect(manager.restore()).rejects.toMatchObject({ code: 'network' });
    await browser.clock.advance(10 * 60_000);
    await refused;
    const kept = await browser.repository.list();

    late.arrives();
    await manager.restore();

    expect(kept).toHaveLength(1);
    expect(only(manager).file.name).toBe('film.mp4');
  });

  describe('and is needed by a page that was left and returned to', () => {
    async function returnWithoutCode() {
      const browser = createTestBrowser();
      const listeners: ((phase: PagePhase) => void)[] = [];
      const lifecycle: PageLifecycle = {
        subscribe(listener) {
          listeners.push(listener);
          return () => {};
        },
      };
      const late = createLateCode();
      const page = openPage({ ...browser, ports: { ...browser.ports, lifecycle } }, late);
      browser.backend.holdBytes();
      page.manager.add([film()]);
      await browser.clock.advance(1000);
      late.isMissing();
      browser.backend.releaseBytes();
      for (const phase of ['left', 'returned'] as const) for (const tell of listeners) tell(phase);
      return { ...page, browser, late };
    }

    it('is waited for', async () => {
      const { browser, ends, late } = await returnWithoutCode();
      await browser.clock.advance(1000);

      late.arrives();
      await browser.clock.advance(60_000);

      expect(ends).toEqual(['completed film.mp4']);
    });

    it('ends the uploads with `network` when it never comes; a retry goes on from what the server has', async () => {
      const { browser, ends, late, manager } = await returnWithoutCode();
      await browser.clock.advance(10 * 60_000);
      late.arrives();
      manager.retry();
      await browser.clock.advance(60_000);

      expect(ends).toEqual(['failed film.mp4 network', 'completed film.mp4']);
      expect(browser.backend.sessions.size).toBe(1);
    });
  });
});
