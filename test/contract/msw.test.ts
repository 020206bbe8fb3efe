import { createFaults } from '@holdfast/mock-server';
import { createUploadHandlers } from '@holdfast/mock-server/msw';
import { createMockUploads, type MockUploadsOptions } from '@holdfast/mock-server/msw/node';
import { createMemoryBackend, type MemoryBackend } from '@holdfast/mock-server/node';
import { fileRecord } from '@holdfast/upload-manager/contract';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, sha256, testBytes } from './client.ts';
import type { TestHost } from './hosts.ts';
import { principals } from './principals.ts';

const origin = 'https://uploads.example.com';

describe('the backend as MSW handlers', () => {
  const faults = createFaults();
  let memory: MemoryBackend;
  let interception: ReturnType<typeof setupServer>;
  beforeAll(async () => {
    memory = await createMemoryBackend({
      faults,
      settings: { publicUrl: origin },
      authenticate: async () => principals.alice,
    });
    interception = setupServer(...createUploadHandlers(memory.backend, { baseUrl: origin }));
    interception.listen({ onUnhandledFrame: 'error' });
  });
  afterAll(async () => {
    interception.close();
    await memory.backend.close();
  });

  const client = () =>
    createClient({ fetch: (path, init) => fetch(new URL(path, origin), init) } as TestHost, null);

  it.each([200, 6 * 1024 * 1024])(
    'R-E3 a page without a server uploads %i bytes the whole way',
    async (size) => {
      const bytes = testBytes(size);

      const file = await client().upload(bytes);
      const served = await fetch(file.url);

      expect(file.url.startsWith(origin)).toBe(true);
      expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(bytes));
    },
  );

  it('takes a form, whose length no network has said yet', async () => {
    const bytes = testBytes(1000);
    const form = new FormData();
    form.append('file', new Blob([bytes]), 'a.bin');

    const answer = await client().call('POST', '/api/upload', { raw: form });

    const file = ok(fileRecord, answer);
    const served = await fetch(file.url);
    expect([answer.status, file.size_bytes]).toEqual([201, 1000]);
    expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(bytes));
  });

  it('a dropped connection is a network error to the page', async () => {
    faults.replace({
      seed: 1,
      rules: [{ path: '/api/plans', times: 1, probability: 1, fault: { kind: 'drop', when: 'before' } }],
    });

    await expect(client().call('GET', '/api/plans')).rejects.toThrow(TypeError);
    expect((await client().call('GET', '/api/plans')).status).toBe(200);
  });
});

describe('R-F9 the backend in one call, for tests of apps', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function open(options: MockUploadsOptions = {}) {
    const uploads = await createMockUploads(options);
    const interception = setupServer(...uploads.handlers);
    interception.listen({ onUnhandledFrame: 'error' });
    closing.push(() => interception.close(), uploads.close);
    const client = createClient(
      {
        fetch: (path, init) => fetch(new URL(path, options.baseUrl ?? 'http://localhost'), init),
      } as TestHost,
      null,
    );
    return { uploads, client };
  }

  it('lets anybody upload, and serves the bytes again', async () => {
    const { client } = await open();
    const bytes = testBytes(200);

    const file = await client.upload(bytes);
    const served = await fetch(file.url);

    expect(sha256(new Uint8Array(await served.arrayBuffer()))).toBe(sha256(bytes));
  });

  it('takes every request for the one the test names', async () => {
    const { client } = await open({ baseUrl: origin, principal: principals.reader });

    const answers = await Promise.all([client.call('GET', '/api/files'), client.call('POST', '/api/upload')]);

    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
  });

  it('fails where the test says so, and only there', async () => {
    const { client, uploads } = await open();
    uploads.faults.replace({
      seed: 1,
      rules: [
        { path: '/api/plans', probability: 1, fault: { kind: 'answer', code: 'internal_error', fields: {} } },
      ],
    });

    const answers = await Promise.all([client.call('GET', '/api/plans'), client.call('GET', '/api/files')]);

    expect(answers.map(({ status }) => status)).toEqual([500, 200]);
  });
});
