import { createFaults } from '@holdfast/mock-server';
import { createUploadHandlers } from '@holdfast/mock-server/msw';
import { createMemoryBackend, type MemoryBackend } from '@holdfast/mock-server/node';
import { fileRecord } from '@holdfast/upload-manager/contract';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
