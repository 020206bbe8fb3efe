import { describe, expect, it } from 'vitest';
import { createMemoryTabLock } from '../../adapters/memory-tab-lock.ts';
import type { UploadError } from '../../errors/upload-error.ts';
import type { ApiRequest, ApiResponse } from '../../ports/api-transport.ts';
import { createManualClock } from '../../testing/index.ts';
import { createApiClient } from './api-client.ts';
import { createUploadCalls } from './upload-calls.ts';

const signal = new AbortController().signal;
const session = { workspace_id: 'w1', expires_at: '2026-02-01T00:00:00.000Z' };
const cancelled = { upload_session_id: 's1', upload_status: 'cancelled' };

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status, header: (name) => headers[name] ?? null, body };
}

function problem(status: number, code: string) {
  return { type: `urn:holdfast:error:${code}`, title: code, status, code, retryable: false };
}

function setUp(respond: (request: ApiRequest, count: number) => ApiResponse, anonymous = true) {
  const requests: ApiRequest[] = [];
  const api = createApiClient(
    { baseUrl: 'https://api.test', paths: {}, headers: async () => ({ 'x-app': 'demo' }), anonymous },
    {
      clock: createManualClock(),
      tabLock: createMemoryTabLock(),
      apiTransport: {
        request: async (request, callSignal) => {
          requests.push(request);
          const response = respond(request, requests.length);
          callSignal.throwIfAborted();
          return response;
        },
      },
    },
    signal,
  );
  return { client: createUploadCalls(api), requests };
}

async function errorOf(promise: Promise<unknown>): Promise<UploadError> {
  return promise.then(
    () => {
      throw new Error('It did not fail');
    },
    (error) => error,
  );
}

describe('the API client', () => {
  it('creates one anonymous session for any number of first calls (R-D5)', async () => {
    const { client, requests } = setUp(({ url }) =>
      answer(200, url.endsWith('/api/session') ? session : cancelled),
    );

    await Promise.all([client.cancel('s1', signal), client.cancel('s1', signal)]);

    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.test/api/session',
      'POST https://api.test/app/uploads/s1/cancel',
      'POST https://api.test/app/uploads/s1/cancel',
    ]);
  });

  it('creates no session when the app signs people in itself', async () => {
    const { client, requests } = setUp(() => answer(200, cancelled), false);

    await client.cancel('s1', signal);

    expect(requests).toEqual([
      { method: 'POST', url: 'https://api.test/app/uploads/s1/cancel', headers: { 'x-app': 'demo' } },
    ]);
  });

  it('makes a new anonymous session once when the cookie is gone', async () => {
    const { client, requests } = setUp(({ url }, count) => {
      if (url.endsWith('/api/session')) return answer(200, session);
      return count === 2 ? answer(401, problem(401, 'unauthorized')) : answer(200, cancelled);
    });

    await client.cancel('s1', signal);

    expect(requests.filter(({ url }) => url.endsWith('/api/session'))).toHaveLength(2);
  });

  it('says what to look at when the cookie of a session does not come back', async () => {
    const { client } = setUp(({ url }) =>
      url.endsWith('/api/session') ? answer(200, session) : answer(401, problem(401, 'unauthorized')),
    );

    expect(await errorOf(client.cancel('s1', signal))).toMatchObject({
      code: 'unauthorized',
      httpStatus: 401,
      message: 'A new session is not known: its cookie needs credentials, and a page of the same site',
    });
  });

  it('encodes ids, so that no id reaches another route', async () => {
    const { client, requests } = setUp(() => answer(200, cancelled), false);

    await client.cancel('../files/x?y', signal);

    expect(requests[0]?.url).toBe('https://api.test/app/uploads/..%2Ffiles%2Fx%3Fy/cancel');
  });

  it('names a proxy that answers HTML where JSON was due (R-D8)', async () => {
    const { client } = setUp(() => answer(502, undefined), false);

    expect(await errorOf(client.cancel('s1', signal))).toMatchObject({
      code: 'proxy_rejected',
      httpStatus: 502,
      retryable: true,
    });
  });

  it('does not believe an answer that does not fit the contract', async () => {
    const { client } = setUp(() => answer(200, { upload_session_id: 7 }), false);

    expect(await errorOf(client.cancel('s1', signal))).toMatchObject({ code: 'proxy_rejected' });
  });

  it('keeps the code, the numbers and the request id of a problem', async () => {
    const body = { ...problem(402, 'quota_exceeded'), limit_bytes: 10, request_id: 'r1' };
    const { client } = setUp(() => answer(402, body), false);

    expect(await errorOf(client.cancel('s1', signal))).toMatchObject({
      code: 'quota_exceeded',
      details: { limit_bytes: 10 },
      requestId: 'r1',
    });
  });

  it('falls back on the status for a code of a newer server', async () => {
    const { client } = setUp(() => answer(429, problem(429, 'tea_break')), false);

    expect(await errorOf(client.cancel('s1', signal))).toMatchObject({
      code: 'rate_limited',
      serverCode: 'tea_break',
    });
  });

  it('lets no caller who leaves take the anonymous session from the others', async () => {
    const leaving = new AbortController();
    const { client, requests } = setUp(({ url }) => {
      if (!url.endsWith('/api/session')) return answer(200, cancelled);
      leaving.abort('left');
      return answer(200, session);
    });

    const first = client.cancel('s1', leaving.signal).catch((error: unknown) => error);
    const second = client.cancel('s2', signal);

    expect(await first).toBe('left');
    expect(await second).toEqual(cancelled);
    expect(requests.filter(({ url }) => url.endsWith('/api/session'))).toHaveLength(1);
  });

  it.each([
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['soon', undefined],
  ])('C42 reads Retry-After %s', async (value, retryAfterMs) => {
    const { client } = setUp(
      () => answer(429, problem(429, 'rate_limited'), { 'retry-after': value }),
      false,
    );

    expect((await errorOf(client.cancel('s1', signal))).retryAfterMs).toBe(retryAfterMs);
  });
});
