import { describe, expect, it } from 'vitest';
import { mebibyte } from './contract/index.ts';
import type { ApiTransport } from './ports/api-transport.ts';
import { createEngineFixture, film, note } from './testing/engine-fixture.ts';
import { createFakeFile, createFakeHasher, createTestBrowser } from './testing/index.ts';

const { openPage, start } = createEngineFixture();

describe('self-healing (R-F6)', () => {
  it('sends a part again that stands still, and only that part (C35)', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    for (const part of parts.filter(({ partNumber }) => partNumber !== 2)) part.accept();
    await clock.advance(1000);
    for (const part of parts.filter(({ partNumber }) => partNumber === 6)) part.accept();

    await clock.advance(40_000);
    const [again] = parts;
    expect([again?.partNumber, parts.length]).toEqual([2, 1]);
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect([...backend.bytesSent.values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('waits longer for the answer than for a byte, then sends the part again (C35)', async () => {
    const { backend, clock, ends, manager } = start({ parallelism: 1 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    const [silent] = parts;
    silent?.progress(silent.sizeBytes);

    await clock.advance(59_000);
    expect(parts[0]).toBe(silent);
    await clock.advance(2000);
    expect(parts[0]).not.toBe(silent);

    backend.releaseBytes();
    await clock.advance(10_000);
    expect(ends).toEqual(['completed film.mp4']);
  });

  it('asks the server after two lost answers and does not send a stored part a third time (C37)', async () => {
    const { backend, clock, count, ends, manager } = start({ parallelism: 1 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);

    parts[0]?.loseAnswer();
    await clock.advance(2000);
    parts[0]?.loseAnswer();
    await clock.advance(2000);
    backend.releaseBytes();
    await clock.advance(10_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(count('resumeUpload')).toBe(1);
    expect(backend.bytesSent.get('session-1/1')).toBe(2);
  });

  it('tells apart a store that never answers this page from a broken line (C41)', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('bytes', { code: 'network', times: 10_000 });

    manager.add([film()]);
    await clock.advance(3_600_000);

    expect(ends).toEqual(['failed film.mp4 cors_blocked']);
  });

  it('calls it the network where the backend is silent as well', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    backend.fail('resumeUpload', { code: 'network', times: 10_000 });
    backend.fail('signParts', { code: 'network', times: 10_000 });
    backend.fail('bytes', { code: 'network', times: 10_000 });

    for (const part of [...parts]) part.drop();
    await clock.advance(3_600_000);

    expect(ends).toEqual(['failed film.mp4 network']);
  });

  it('finds out that the file was completed elsewhere instead of uploading it again (C5 C15)', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);
    backend.endSession('session-1', 'completed');
    backend.fail('signParts', {
      code: 'session_state_conflict',
      details: { upload_status: 'completed' },
    });

    for (const part of [...parts]) part.drop();
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
    expect(backend.sessions.size).toBe(1);
  });

  it('gives up on a session that is open whenever it is asked and over whenever it is used', async () => {
    const { backend, clock, ends, manager } = start();
    backend.fail('signParts', { code: 'session_state_conflict', times: 10_000 });

    manager.add([film()]);
    await clock.advance(3_600_000);

    expect(ends).toEqual(['failed film.mp4 session_state_conflict']);
  });

  it('signs many direct uploads whose URLs were refused in one call (R-F5)', async () => {
    const { backend, clock, count, ends, manager } = start();
    backend.fail('bytes', { code: 'url_invalid', times: 5 });

    manager.add(Array.from({ length: 50 }, (_, index) => note(`${index}.txt`)));
    await clock.advance(60_000);

    expect(ends).toHaveLength(50);
    expect(count('signUploads')).toBe(1);
    expect(count('signParts')).toBe(0);
  });

  it('signs anew what waited for a connection until its URL grew old (C33)', async () => {
    const { backend, clock, count, ends, manager } = start({ parallelism: 1 });
    const parts = backend.holdBytes();
    manager.add([note('first.txt'), note('second.txt')]);
    await clock.advance(1000);

    for (let minute = 0; minute < 15; minute += 1) {
      parts[0]?.progress(minute + 1);
      await clock.advance(25_000);
      parts[0]?.progress(minute + 1.5);
      await clock.advance(25_000);
    }
    parts[0]?.accept();
    await clock.advance(1000);
    backend.releaseBytes();
    await clock.advance(10_000);

    expect([...ends].sort()).toEqual(['completed first.txt', 'completed second.txt']);
    expect(count('signUploads')).toBe(1);
  });

  it('keeps the session alive while one part takes hours', async () => {
    const { backend, clock, count, manager } = start({ parallelism: 1 });
    const parts = backend.holdBytes();
    manager.add([film()]);
    await clock.advance(1000);

    for (let step = 1; step <= 60 * 3; step += 1) {
      parts[0]?.progress(step);
      await clock.advance(20_000);
    }

    expect(parts[0]?.partNumber).toBe(1);
    expect(count('touchUpload')).toBe(6);
  });
});

describe('the connection budget of a page (R-F4)', () => {
  it('spreads the parts of one file over every host name that serves them', async () => {
    const { backend, clock, ends, manager } = start();
    backend.spreadOver(['one.test', 'two.test']);
    const parts = backend.holdBytes();

    manager.add([createFakeFile({ name: 'big.bin', sizeBytes: 1024 * mebibyte })]);
    await clock.advance(5000);

    expect(parts.filter(({ host }) => host === 'one.test')).toHaveLength(6);
    expect(parts.filter(({ host }) => host === 'two.test')).toHaveLength(6);
    backend.releaseBytes();
    await clock.advance(60_000);
    expect(ends).toEqual(['completed big.bin']);
  });

  it('sends a small file as soon as a part of the large one before it has ended', async () => {
    const { backend, clock, manager } = start();
    const parts = backend.holdBytes();
    manager.add([createFakeFile({ name: 'big.bin', sizeBytes: 1024 * mebibyte })]);
    await clock.advance(1000);

    manager.add([note('note.txt')]);
    await clock.advance(3000);
    parts[0]?.accept();
    await clock.advance(1000);

    expect(parts.some(({ sizeBytes }) => sizeBytes === 10_240)).toBe(true);
  });

  it('hashes a small file at once, however many parts of a large one are still to be hashed', async () => {
    const hasher = createFakeHasher();
    const stuck: (() => void)[] = [];
    const browser = createTestBrowser({
      hasher: {
        ...hasher,
        digest: async (blob, algorithm, signal) => {
          if (blob.size > 5 * mebibyte) await new Promise<void>((resolve) => stuck.push(resolve));
          return hasher.digest(blob, algorithm, signal);
        },
      },
    });
    const { ends, manager } = openPage(browser);

    manager.add([createFakeFile({ name: 'big.bin', sizeBytes: 1024 * mebibyte })]);
    await browser.clock.advance(2000);
    manager.add([note('note.txt')]);
    await browser.clock.advance(5000);

    expect(stuck).toHaveLength(2);
    expect(ends).toEqual(['completed note.txt']);
  });

  it('halves the connections to a store that asks it to slow down', async () => {
    const { backend, clock, ends, manager } = start();
    const parts = backend.holdBytes();
    manager.add([createFakeFile({ name: 'big.bin', sizeBytes: 1024 * mebibyte })]);
    await clock.advance(1000);
    const before = parts.length;
    backend.fail('bytes', { code: 'rate_limited', times: 1, retryAfterSeconds: 1 });

    parts[0]?.accept();
    await clock.advance(1000);
    for (const part of [...parts].slice(0, 2)) part.accept();
    await clock.advance(1000);

    expect(before).toBe(6);
    expect(parts.length).toBe(3);
    backend.releaseBytes();
    await clock.advance(60_000);
    expect(ends).toEqual(['completed big.bin']);
  });
});

describe('an answer that was meant for another call (C38)', () => {
  /** The first answers of a route come back spoiled, as from a proxy that kept one of another call. */
  function startBehindProxy(route: string, spoil: (body: unknown) => unknown) {
    const browser = createTestBrowser();
    let spoiled = 0;
    const apiTransport: ApiTransport = {
      async request(request, signal) {
        const response = await browser.backend.apiTransport.request(request, signal);
        if (!request.url.endsWith(route) || spoiled === 6) return response;
        spoiled += 1;
        return { ...response, body: spoil(response.body) };
      },
    };
    return openPage(browser, {}, { apiTransport });
  }

  type Batch = { readonly results: readonly unknown[] };
  const reversed = (body: unknown) => ({ results: [...(body as Batch).results].reverse() });
  const emptied = () => ({ results: [], parts: [] });

  it.each([
    ['/initiate-batch', 'in another order', reversed],
    ['/initiate-batch', 'with nothing in it', emptied],
    ['/complete-batch', 'in another order', reversed],
    ['/complete-batch', 'with nothing in it', emptied],
  ])('of %s, %s, is not believed: each file gets its own bytes', async (route, _, spoil) => {
    const { backend, clock, manager } = startBehindProxy(route, spoil);
    const stored: string[] = [];
    manager.on('completed', ({ file, upload }) => stored.push(`${upload.file.name} as ${file.file_name}`));

    const parts = backend.holdBytes();
    const names = ['a', 'b', 'c', 'd'];

    manager.add(names.map((name) => note(name)));
    await clock.advance(2000);
    while (parts.length > 0) {
      parts[0]?.accept();
      await clock.advance(0);
    }
    backend.releaseBytes();
    await clock.advance(600_000);

    expect(stored.sort()).toEqual(names.map((name) => `${name} as ${name}`));
    for (const { contents, item, status } of backend.sessions.values()) {
      if (status === 'completed') expect(contents.get(1)).toBe(`${item.file_name}:0-10240`);
    }
  });

  it('without the URLs that were asked for is asked again', async () => {
    const { clock, ends, manager } = startBehindProxy('/multipart-part-urls', emptied);

    manager.add([film()]);
    await clock.advance(60_000);

    expect(ends).toEqual(['completed film.mp4']);
  });
});
