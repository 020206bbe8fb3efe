import { describe, expect, it } from 'vitest';
import { mebibyte } from './contract/index.ts';
import { describeError } from './messages/describe-error.ts';
import { createEngineFixture, film, interruptedBrowser, note } from './testing/engine-fixture.ts';
import { createFakeFile } from './testing/index.ts';

const { openPage, start } = createEngineFixture();

/** The scenarios in which the best-known uploader was measured to fail or to lose data, in the order of that list. */
describe('what other uploaders fail at (R-F6)', () => {
  it('1: a signer that throws once costs one call, no upload', async () => {
    const { backend, clock, count, ends, manager } = start();
    backend.fail('signParts', { code: 'internal_error' });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    // One window of URLs, asked for twice.
    expect(count('signParts')).toBe(2);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('2: a URL that storage calls expired is signed again', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'url_invalid' });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('3: a connection that drops with the network, back in 300 ms, costs the one part', async () => {
    const { backend, clock, connectivity, ends, manager } = start({ parallelism: 2 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);

    connectivity.goOffline();
    for (const part of [...parts]) part.drop();
    await clock.advance(300);
    connectivity.goOnline();
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('4: one network error while online costs one attempt', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'network' });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('5: a store that answers 503 is tried for minutes, not for a second', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'storage_unavailable', times: 10_000 });

    manager.add([film()]);
    await clock.advance(60_000);
    expect(ends).toEqual([]);

    backend.forgive();
    await clock.advance(120_000);
    expect(ends).toEqual(['completed film.mp4']);
  });

  it('6: an upload that vanished from the store is begun again, with a session of its own', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('signParts', { code: 'upload_gone' });

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(2);
  });

  it('7: a completion whose answer was lost is one file, reported completed', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    backend.fail('completeUploadBatch', { code: 'network' });

    backend.releaseBytes();
    await clock.advance(60_000);

    expect(parts).toHaveLength(0);
    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
  });

  it('8: a request in which no byte moves is given up and sent again', async () => {
    const { backend, clock, ends, manager } = start({ parallelism: 1 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    const [hanging] = parts;

    await clock.advance(40_000);
    expect(parts[0]).not.toBe(hanging);
    expect(parts[0]?.partNumber).toBe(hanging?.partNumber);
    backend.releaseBytes();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });

  it('9: six paused of seven give their places to the seventh at once', async () => {
    const { backend, clock, ends, manager } = start({ parallelism: 6 });
    const parts = backend.holdBytes();
    const ids = manager.add(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(note));
    await clock.advance(1000);
    expect(parts).toHaveLength(6);

    manager.pause(ids.slice(0, 6));
    await clock.advance(1000);
    expect(parts).toHaveLength(1);
    parts[0]?.accept();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed g']);
    expect([...backend.bytesSent.values()]).toEqual([1]);
  });

  it('10: trying all again leaves alone what is healthy', async () => {
    const { backend, clock, ends, manager } = start();
    backend.refuse('b', { code: 'type_not_allowed' });
    const parts = backend.holdBytes();
    manager.add([film('a'), film('b')]);
    await clock.advance(1000);
    const before = [...parts];
    expect(ends).toEqual(['failed b type_not_allowed']);

    manager.retry();
    await clock.advance(1000);

    expect(parts.slice(0, before.length)).toEqual(before);
    backend.releaseBytes();
    await clock.advance(60_000);
    expect([...ends].sort()).toEqual(['completed a', 'completed b', 'failed b type_not_allowed']);
    expect(new Set(backend.bytesSent.values())).toEqual(new Set([1]));
  });

  it('11: of 1,500 parts one is missing after a reload, and one is sent', async () => {
    const huge = createFakeFile({ name: 'huge.bin', sizeBytes: 1500 * 16 * mebibyte, content: 'huge' });
    const browser = await interruptedBrowser({ files: [huge] });
    const [session] = browser.backend.sessions.values();
    expect(session?.partCount).toBe(1500);
    for (let part = 2; part <= 1500; part += 1) {
      if (part !== 1234) await browser.backend.storePart('session-1', part, huge);
    }

    const { clock, ends, manager } = openPage(browser);
    const before = new Map(browser.backend.bytesSent);
    await manager.restore();
    await clock.advance(1000);
    manager.add([huge]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed huge.bin']);
    const sent = [...browser.backend.bytesSent].filter(([part, times]) => times !== before.get(part));
    expect(sent).toEqual([['session-1/1234', 1]]);
  });

  it('12: a reload goes on with the part size of the session, whatever a new upload would get', async () => {
    const browser = await interruptedBrowser();
    browser.backend.planParts({ targetPartBytes: 30 * mebibyte });

    const { clock, ends, manager } = openPage(browser);
    await manager.restore();
    await clock.advance(1000);
    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    const [session] = browser.backend.sessions.values();
    expect([...(session?.contents ?? [])].sort(([a], [b]) => a - b)).toEqual(
      [1, 2, 3, 4, 5, 6].map((part) => [
        part,
        `film.mp4:${(part - 1) * 10 * mebibyte}-${part * 10 * mebibyte}`,
      ]),
    );
  });

  it('13: 402, 409 and 413 are three sentences, each with its numbers and what to do (R-E6)', async () => {
    const { backend, clock, manager } = start();
    backend.refuse('full', {
      code: 'quota_exceeded',
      details: { limit_bytes: 5e9, used_bytes: 4.9e9, reserved_bytes: 5e7, requested_bytes: 2e8 },
    });
    backend.refuse('large', { code: 'file_too_large', details: { max_file_bytes: 2e9 } });
    backend.refuse('odd', { code: 'session_state_conflict', details: { upload_status: 'failed' } });

    manager.add(['full', 'large', 'odd'].map(note));
    await clock.advance(60_000);

    const told = manager.list.getState().ids.map((id) => {
      const state = manager.getUpload(id)?.getState().state;
      return state?.status === 'failed' ? describeError(state.error) : null;
    });
    expect(told.map((message) => message?.action)).toEqual(['free-space', 'upgrade', 'retry']);
    expect(told[0]?.text).toContain('150 MB');
    expect(told[1]?.text).toContain('2 GB');
    expect(new Set(told.map((message) => message?.text)).size).toBe(3);
  });
});
