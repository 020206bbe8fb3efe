import { createHash } from 'node:crypto';
import type { ActiveFile, FileVerdict } from '@holdfast/mock-server';
import { createMemoryBackend } from '@holdfast/mock-server/node';
import { auditEventList, fileRecord, workspaceQuota } from '@holdfast/upload-manager/contract';
import { describe, expect, it, vi } from 'vitest';
import { createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';
import { operatorToken, principals } from './principals.ts';
import { createTestClock, minuteMs } from './test-clock.ts';

// The first half only, so that no scanner takes this file for what it tests.
const eicar = new TextEncoder().encode(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-TEST'].join(''));

async function hashOf(active: ActiveFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await active.open()) hash.update(chunk);
  return hash.digest('base64');
}

describe.each(hostKinds)('the hook for active files on the $name', (kind) => {
  const statusOf = async (host: TestHost, fileId: string) =>
    ok(fileRecord, await createClient(host).call('GET', `/api/files/${fileId}`));

  it('is told once of each file that becomes active, however, with its record and its bytes', async () => {
    const told: { readonly fileId: string; readonly hash: string }[] = [];
    const host = await kind.start({
      onFileActive: async (active) => {
        told.push({ fileId: active.file.file_id, hash: await hashOf(active) });
        return 'done';
      },
    });
    const client = createClient(host);
    const bytes = testBytes(1000);
    const checksum = { algorithm: 'sha256', value: sha256(bytes) };

    const first = await client.upload(bytes);
    const second = await client.upload(bytes);
    const third = await client.initiate({ file_size: 1000, checksum });
    await client.call('POST', '/app/assets/upload/complete', {
      body: { upload_session_id: third.upload_session_id },
    });
    const fourth = ok(
      fileRecord,
      await client.call('POST', '/api/upload', {
        raw: testBytes(5),
        headers: { 'content-length': '5', 'x-file-name': 'a' },
      }),
    );
    await vi.waitFor(() => expect(told).toHaveLength(4));

    const ids = [first.file_id, second.file_id, third.file_id, fourth.file_id];
    expect(told.map(({ fileId }) => fileId).sort()).toEqual([...ids].sort());
    expect(told.find(({ fileId }) => fileId === third.file_id)?.hash).toBe(sha256(bytes));
    await vi.waitFor(async () =>
      expect((await statusOf(host, fourth.file_id)).processing_status).toBe('done'),
    );
    await host.close();
  });

  it('A45 what a scanner refuses is deleted: nobody reads it, its bytes go, and the trail says why', async () => {
    const host = await kind.start({
      onFileActive: async (active) => ((await hashOf(active)) === sha256(eicar) ? 'rejected' : 'done'),
    });
    const client = createClient(host);

    const bad = await client.upload(eicar, { reference_type: 'icon', reference_id: '1' });
    // Equal bytes under another name are scanned and refused like the first.
    const copy = await client.upload(eicar, { file_name: 'copy.txt' });
    await vi.waitFor(async () => expect((await statusOf(host, bad.file_id)).status).toBe('deleted'));
    await vi.waitFor(async () => expect((await statusOf(host, copy.file_id)).status).toBe('deleted'));
    const good = await client.upload(testBytes(20));
    const operator = createClient(host, operatorToken);
    const { items } = ok(
      auditEventList,
      await operator.call('GET', `/api/v1/admin/audit-events?subject_id=${bad.file_id}`),
    );

    const token = await client.call('POST', `/api/files/${bad.file_id}/read-token`);
    const listed = await client.call('GET', '/api/references/icon/1/files');
    const again = await client.initiate({
      file_size: eicar.byteLength,
      checksum: { algorithm: 'sha256', value: sha256(eicar) },
    });

    for (const { file_id } of [bad, copy]) expect((await client.content(file_id)).status).toBe(410);
    expect(problem(token).status).toBe(410);
    expect(listed.body).toMatchObject({ items: [], total: 0 });
    // Nobody gets refused bytes by naming their hash.
    expect(again.deduplicated).toBeUndefined();
    expect(ok(workspaceQuota, await client.call('GET', '/api/workspaces/a-main/quota')).used_bytes).toBe(20);
    expect(items.find(({ to_status }) => to_status === 'deleting')?.reason).toBe('rejected');
    expect((await client.content(good.file_id)).status).toBe(200);
    expect((await host.stored()).filter((name) => name.includes(bad.file_id))).toEqual([]);
    await host.close();
  });
});

describe('a hook for active files that fails', () => {
  const start = async (onFileActive: (active: ActiveFile) => Promise<FileVerdict>) => {
    const clock = createTestClock();
    const memory = await createMemoryBackend({
      clock,
      onFileActive,
      authenticate: async () => principals.alice,
    });
    const host = {
      fetch: (path: string, init?: RequestInit) =>
        memory.backend.fetch(new Request(new URL(path, 'http://localhost'), init)),
    } as TestHost;
    return { ...memory, clock, client: createClient(host, null) };
  };

  it('is told again, each time later, and given up at last', async () => {
    let attempts = 0;
    const { backend, client, clock, query } = await start(async () => {
      attempts += 1;
      throw new Error('The scanner is down');
    });
    const { file_id } = await client.upload(testBytes(10));
    await vi.waitFor(() => expect(attempts).toBe(1));
    const seen: number[] = [];

    for (let minute = 0; minute < 20 * 60; minute += 1) {
      clock.advance(minuteMs);
      await backend.jobs.run('deliver-file-events');
      if (minute === 0 || minute === 9 || minute === 60) seen.push(attempts);
    }

    const file = ok(fileRecord, await client.call('GET', `/api/files/${file_id}`));
    expect(seen).toEqual([2, 5, 7]);
    expect(attempts).toBe(20);
    expect([file.status, file.processing_status]).toEqual(['active', 'failed']);
    expect(await query('select id from file_events')).toEqual([]);
    await backend.close();
  });

  it('may answer later: processing, until the host reports how it went', async () => {
    const { backend, client } = await start(async () => 'processing');
    const { file_id, processing_status } = await client.upload(testBytes(10));
    const statusNow = async () =>
      ok(fileRecord, await client.call('GET', `/api/files/${file_id}`)).processing_status;

    await vi.waitFor(async () => expect(await statusNow()).toBe('processing'));
    await backend.reportProcessing(file_id, 'done');
    await backend.reportProcessing('unknown', 'done');

    expect([processing_status, await statusNow()]).toEqual(['queued', 'done']);
    await backend.reportProcessing(file_id, 'rejected');
    expect((await client.content(file_id)).status).toBe(410);
    await backend.close();
  });
});
