import { describe, expect, it } from 'vitest';
import { mebibyte } from './contract/index.ts';
import { canCancel } from './core/selectors.ts';
import type { ApiTransport } from './ports/api-transport.ts';
import { createEngineFixture, film, interruptedBrowser, note, only } from './testing/engine-fixture.ts';
import { createFakeFile, createTestBrowser, settled } from './testing/index.ts';

const { openPage, start } = createEngineFixture();

/** Faults on the client’s side that no other file here has for its subject; C numbers name them everywhere. */
describe('faults of pages and records (R-F1)', () => {
  /** What the record of the interrupted upload says is stored, whatever the server has. */
  async function believe(browser: Awaited<ReturnType<typeof interruptedBrowser>>, storedParts: number[]) {
    const [record] = (await browser.repository.list()) as { readonly id: string }[];
    await browser.repository.update(record?.id ?? '', (kept) => ({ ...(kept as object), storedParts }));
  }

  it.each([
    ['C2 C4 less than the server has', []],
    ['C3 more than the server has', [1, 2, 3, 4]],
  ])('a record that knows of %s is a hint: the server’s list decides', async (_, storedParts) => {
    const browser = await interruptedBrowser();
    await believe(browser, storedParts);
    const { backend, clock, ends, manager } = openPage(browser);

    await manager.restore();
    await clock.advance(1000);
    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('C7 a page the browser discarded, without a callback, is one that was reloaded', async () => {
    const browser = createTestBrowser();
    const { backend, clock } = browser;
    const handle = {} as FileSystemFileHandle;
    const lost = openPage(browser, { parallelism: 2 });
    const parts = backend.holdBytes();
    lost.manager.add([{ file: film(), handle }]);
    await clock.advance(1000);
    parts[0]?.accept();
    await clock.advance(5000);
    // Nothing is called: its locks are gone, and its requests.
    lost.manager.destroy();
    browser.fileSources.keep(handle, film());
    backend.releaseBytes();

    const { ends, manager } = openPage(browser);
    await manager.restore();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.bytesSent.get('session-1/1')).toBe(1);
  });

  it('C9 two pages that restore the same upload: one works, the other shows it', async () => {
    const browser = await interruptedBrowser();
    const pages = [openPage(browser), openPage(browser)];
    await Promise.all(pages.map(({ manager }) => manager.restore()));
    await browser.clock.advance(1000);

    expect(pages.map(({ manager }) => only(manager).owner).sort()).toEqual(['other-page', 'this-page']);
    for (const { manager } of pages) manager.add([film()]);
    await browser.clock.advance(60_000);

    expect(pages.map(({ ends }) => ends)).toEqual([['completed film.mp4'], ['completed film.mp4']]);
    expect(browser.backend.sessions.size).toBe(1);
    expect([...browser.backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('faults of the line and the server (R-F6)', () => {
  it('C30 a captive portal that answers for the backend is not believed, and not the end', async () => {
    const browser = createTestBrowser();
    const { backend, clock } = browser;
    let isCaptive = true;
    const apiTransport: ApiTransport = {
      request: async (request, signal) =>
        isCaptive
          ? { status: 200, header: () => null, body: undefined }
          : backend.apiTransport.request(request, signal),
    };
    const { ends, manager } = openPage(browser, {}, { apiTransport });

    manager.add([film()]);
    await clock.advance(60_000);
    expect([ends, backend.calls]).toEqual([[], []]);
    isCaptive = false;
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('C31 eight hours of sleep in the middle cost what was on its way, and no error is shown', async () => {
    const { backend, clock, count, ends, manager, stateOf } = start({ parallelism: 2 });
    const parts = backend.holdBytes();
    const [id] = manager.add([film()]);
    await clock.advance(1000);
    parts[0]?.accept();
    await settled();

    await clock.freeze(8 * 3_600_000);
    for (const part of [...parts]) part.drop();
    expect(stateOf(id)).toMatchObject({ status: 'uploading' });
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(count('signParts')).toBeGreaterThan(1);
  });

  it('C32 a change of network breaks what is on its way, and only that is sent again', async () => {
    const { backend, clock, ends, manager } = start({ parallelism: 3 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    for (const part of parts.slice(0, 2)) part.accept();
    await settled();

    for (const part of [...parts]) part.drop();
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('C39 a part that arrives changed is refused by its checksum, and sent again', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'checksum_mismatch', times: 2 });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('C40 no ETag is needed: what is stored is the server’s to know', async () => {
    const browser = createTestBrowser();
    const completions: unknown[] = [];
    const apiTransport: ApiTransport = {
      async request(request, signal) {
        if (request.url.endsWith('/complete-batch')) completions.push(request.body);
        return browser.backend.apiTransport.request(request, signal);
      },
    };
    // Storage in memory shows the page no header at all.
    const { clock, ends, manager } = openPage(browser, {}, { apiTransport });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(JSON.stringify(completions)).not.toMatch(/etag/i);
  });

  it.each([
    { session: 'anonymous', sessions: 2, end: 'completed film.mp4' },
    { session: 'none', sessions: 1, end: 'failed film.mp4 not_found' },
  ] as const)(
    'C16 with session $session, an upload whose session the caller no longer owns ends as $end',
    async ({ end, session, sessions }) => {
      const { backend, clock, ends, manager } = start({ session });
      backend.holdBytes();
      manager.add([film()]);
      await clock.advance(1000);
      manager.pause();

      // The cookie of an anonymous page is gone; a page with accounts may have somebody else signed in by now.
      backend.fail('resumeUpload', { code: 'not_found' });
      backend.releaseBytes();
      manager.resume();
      await clock.advance(60_000);

      expect([ends, backend.sessions.size]).toEqual([[end], sessions]);
    },
  );

  it('C44 storage that is full in the middle stops the upload with the numbers; after an upgrade it goes on', async () => {
    const { backend, clock, ends, manager, stateOf } = start();
    const parts = backend.holdBytes();
    const [id] = manager.add([film()]);
    await clock.advance(1000);
    backend.fail('signParts', { code: 'upload_expired' });
    backend.refuse('film.mp4', {
      code: 'quota_exceeded',
      details: { limit_bytes: 5e9, used_bytes: 5e9, reserved_bytes: 0, requested_bytes: 6e7 },
    });
    for (const part of [...parts]) part.drop();
    await clock.advance(60_000);

    expect(stateOf(id)).toMatchObject({ status: 'failed', error: { details: { limit_bytes: 5e9 } } });
    backend.releaseBytes();
    manager.retry(id);
    await clock.advance(60_000);

    expect(ends).toEqual(['failed film.mp4 quota_exceeded', 'completed film.mp4']);
  });

  it('C45 of 100,000 files only as many are begun as are sent soon', async () => {
    const { backend, clock, manager } = start();
    const parts = backend.holdBytes();

    manager.add(Array.from({ length: 100_000 }, (_, index) => note(`${index}.txt`)));
    await clock.advance(60_000);

    expect(manager.list.getState().ids).toHaveLength(100_000);
    expect(parts.length).toBeLessThanOrEqual(6);
    expect(backend.sessions.size).toBeLessThanOrEqual(300);
  });

  it.each([0, 1, 16 * mebibyte, 16 * mebibyte - 1, 16 * mebibyte + 1])(
    'C46 a file of %i bytes goes up with exactly its bytes',
    async (sizeBytes) => {
      const { backend, clock, ends, manager } = start();

      manager.add([createFakeFile({ name: 'file', sizeBytes, content: 'file' })]);
      await clock.advance(60_000);

      expect(ends).toEqual(['completed file']);
      const [session] = backend.sessions.values();
      const sent = [...(session?.contents ?? [])].sort(([a], [b]) => a - b).map(([, content]) => content);
      const size = session?.chunkSize ?? 0;
      const expected = sent.map(
        (_, index) => `file:${index * size}-${Math.min(sizeBytes, (index + 1) * size)}`,
      );
      expect(sent).toEqual(expected);
      expect(sent).toHaveLength(session?.partCount ?? 0);
    },
  );

  it('C48 cancel while completing is too late: the answer that is on its way decides', async () => {
    const { answer, backend, clock, ends, manager } = await holdCompletion();

    manager.cancel();
    await clock.advance(1000);
    expect([ends, canCancel(only(manager).state)]).toEqual([[], false]);
    answer();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.get('session-1')?.status).toBe('completed');
    expect(backend.calls).not.toContain('cancelUpload');
  });

  it('C48 a session that was cancelled elsewhere just before is cancelled here too', async () => {
    const { answer, backend, clock, ends } = await holdCompletion();

    backend.endSession('session-1', 'cancelled');
    backend.fail('completeUpload', {
      code: 'session_state_conflict',
      details: { upload_status: 'cancelled' },
    });
    answer();
    await clock.advance(60_000);

    expect(ends).toEqual(['cancelled film.mp4']);
    expect(backend.sessions.size).toBe(1);
  });

  /** An upload whose completion is asked for, but has not reached the backend. */
  async function holdCompletion() {
    const browser = createTestBrowser();
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const apiTransport: ApiTransport = {
      async request(request, signal) {
        if (request.url.endsWith('/complete-batch')) await held;
        return browser.backend.apiTransport.request(request, signal);
      },
    };
    const page = openPage(browser, {}, { apiTransport });
    page.manager.add([film()]);
    await browser.clock.advance(1000);
    expect(only(page.manager).state.status).toBe('completing');
    return { ...page, answer };
  }
});
