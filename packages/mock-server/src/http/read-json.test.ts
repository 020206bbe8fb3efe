import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJson } from './read-json.ts';

const post = (body: BodyInit, type = 'application/json') =>
  new Request('http://localhost', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    duplex: 'half',
  } as RequestInit);

describe('readJson', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/merge-patch+json',
  ])('reads %s', async (type) => {
    expect(await readJson(post('{"a":[1,"ü"]}', type), 100)).toEqual({ a: [1, 'ü'] });
  });

  it.each(['', 'text/plain', 'text/json', 'application/jsonp', 'multipart/form-data'])(
    'refuses the type %j',
    async (type) => {
      await expect(readJson(post('{}', type), 100)).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );

  it('stops reading a body at its limit, however long it goes on', async () => {
    let chunks = 0;
    const endless = new ReadableStream({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });

    await expect(readJson(post(endless), 10_000)).rejects.toMatchObject({
      code: 'payload_too_large',
      fields: { max_bytes: 10_000 },
    });

    expect(chunks).toBeLessThan(20);
  });

  it('R-D8 gives up on a body that does not come: 408, and the stream is let go', async () => {
    let isCancelled = false;
    const silent = new ReadableStream({
      cancel() {
        isCancelled = true;
      },
    });
    const reading = readJson(post(silent), 100);
    const refused = expect(reading).rejects.toMatchObject({ code: 'request_timeout' });

    await vi.advanceTimersByTimeAsync(30_000);

    await refused;
    expect(isCancelled).toBe(true);
  });

  it('blames a sender that goes away, not the server', async () => {
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('aborted')),
    });

    await expect(readJson(post(broken), 100)).rejects.toMatchObject({ code: 'request_timeout' });
  });
});
