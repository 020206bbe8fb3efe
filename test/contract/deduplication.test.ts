import { mebibyte, storageAnalytics, userPlan, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';
import { operatorToken } from './principals.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);

describe.each(hostKinds)('deduplication on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  const usage = async (workspace = 'a-main') => {
    const answer = await createClient(host).call('GET', `/api/workspaces/${workspace}/quota`);
    const { used_bytes, reserved_bytes } = ok(workspaceQuota, answer);
    return [used_bytes, reserved_bytes];
  };
  const hashOf = async (fileId: string, who: 'alice' | 'carol' = 'alice') =>
    sha256(new Uint8Array(await (await createClient(host, who).content(fileId)).arrayBuffer()));
  /** Pieces of objects that storage holds; manifests are the local driver's own. */
  const pieces = async () => (await host.stored()).filter((name) => !name.endsWith('manifest.json'));

  it.each([100, size])(
    'R-B8 equal content of %i bytes is stored and counted once, and each file serves it',
    async (length) => {
      const content = bytes.slice(0, length);

      const first = await createClient(host).upload(content);
      const kept = await host.stored();
      const second = await createClient(host, 'carol').upload(content);

      expect(second.file_id).not.toBe(first.file_id);
      expect(await host.stored()).toEqual(kept);
      expect(await usage()).toEqual([length, 0]);
      expect([await hashOf(first.file_id), await hashOf(second.file_id, 'carol')]).toEqual([
        sha256(content),
        sha256(content),
      ]);
      expect(second.checksum).toEqual(first.checksum);
      const { user_used_bytes } = ok(
        userPlan,
        await createClient(host, 'carol').call('GET', '/api/user/plan'),
      );
      expect(user_used_bytes).toBe(length);
    },
  );

  it('R-B7 R-B8 analytics count shared content for each file that has it, the quota once', async () => {
    await createClient(host).upload(bytes);
    await createClient(host, 'carol').upload(bytes);

    const path = '/api/v1/admin/analytics?tenant_id=tenant-a&group_by=user';
    const { items } = ok(storageAnalytics, await createClient(host, operatorToken).call('GET', path));

    expect(items).toEqual([
      { key: 'alice', files: 1, bytes: size },
      { key: 'carol', files: 1, bytes: size },
    ]);
    expect(await usage()).toEqual([size, 0]);
  });

  it('R-B8 deleting one keeps the bytes, deleting the last drops them, and the quota follows', async () => {
    const client = createClient(host);
    const files = [await client.upload(bytes), await client.upload(bytes)];
    const seen: unknown[] = [];

    for (const [index, { file_id }] of files.entries()) {
      await client.call('DELETE', `/api/files/${file_id}`);
      await client.call('DELETE', `/api/files/${file_id}`);
      const other = files[1 - index];
      seen.push([await usage(), (await client.content(other?.file_id ?? '', {}, 'HEAD')).status]);
    }

    expect(seen).toEqual([
      [[size, 0], 200],
      [[0, 0], 410],
    ]);
    expect(await host.stored()).toEqual([]);
    expect(await host.query('select id from blobs')).toEqual([]);
  });

  it('R-B8 of thirty equal uploads completed at once one keeps its bytes', async () => {
    const client = createClient(host);
    const content = testBytes(1000);
    const sessions = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const session = await client.initiate({ file_size: 1000 });
        await client.send(session, content);
        return session;
      }),
    );

    const answers = await Promise.all(sessions.map((session) => client.complete(session)));

    expect(answers.map(({ status }) => status)).toEqual(sessions.map(() => 200));
    expect(await usage()).toEqual([1000, 0]);
    expect(await pieces()).toHaveLength(1);
    expect(await host.query('select file_count from blobs')).toEqual([{ file_count: 30 }]);
    await client.call('DELETE', `/api/files/${sessions[0]?.file_id}`);
    expect(await hashOf(sessions[29]?.file_id ?? '')).toBe(sha256(content));
  });

  it('R-B8 deleting the last file while equal content is completed loses nothing', async () => {
    const client = createClient(host);
    const content = testBytes(500);

    for (let round = 0; round < 8; round += 1) {
      const old = await client.upload(content);
      const session = await client.initiate({ file_size: 500 });
      await client.send(session, content);
      const [deletion, completion] = await Promise.all([
        client.call('DELETE', `/api/files/${old.file_id}`),
        client.complete(session),
      ]);

      expect(deletion.status).toBe(200);
      // Bytes that vanish between two looks are asked for again, as any client does.
      if (completion.status !== 200) {
        expect(problem(completion).code).toBe('completing');
        expect((await client.complete(session)).status).toBe(200);
      }
      expect(await hashOf(session.file_id)).toBe(sha256(content));
      expect(await usage()).toEqual([500, 0]);
      await client.call('DELETE', `/api/files/${session.file_id}`);
      expect([await usage(), await host.stored()]).toEqual([[0, 0], []]);
    }
  });

  it('R-B8 content is shared within its workspace, with its size and by proven SHA-256 only', async () => {
    const client = createClient(host);
    const content = testBytes(300);
    await client.upload(content);

    await client.call('POST', '/api/upload', {
      raw: content,
      headers: { 'content-length': '300', 'x-file-name': 'a', 'x-workspace-id': 'a-other' },
    });
    await createClient(host, 'bob').upload(content);
    await client.upload(content, { checksum_algorithms: [] });

    expect([await usage(), await usage('a-other')]).toEqual([
      [600, 0],
      [300, 0],
    ]);
    expect(await pieces()).toHaveLength(4);
  });

  it('R-B8 a single request shares with sessions, and its own bytes go', async () => {
    const client = createClient(host);
    const content = testBytes(300);
    await client.upload(content);
    const kept = await host.stored();

    await client.call('POST', '/api/upload', {
      raw: content,
      headers: { 'content-length': '300', 'x-file-name': 'a' },
    });

    expect(await host.stored()).toEqual(kept);
    expect(await usage()).toEqual([300, 0]);
  });

  it('R-A13 R-B8 the recount finds no drift in shared content, whatever of it is deleted', async () => {
    const client = createClient(host);
    const operator = createClient(host, operatorToken);
    const recount = async () =>
      (await operator.call('POST', '/api/v1/admin/jobs/reconcile-quota/run')).body as {
        readonly counts: { readonly repaired: number };
      };
    const shared = [await client.upload(testBytes(300)), await client.upload(testBytes(300))];
    await client.upload(testBytes(70), { checksum_algorithms: [] });

    const before = [(await recount()).counts.repaired, await usage()];
    await client.call('DELETE', `/api/files/${shared[0]?.file_id}`);
    const between = [(await recount()).counts.repaired, await usage()];
    await client.call('DELETE', `/api/files/${shared[1]?.file_id}`);
    const after = [(await recount()).counts.repaired, await usage()];

    expect([before, between, after]).toEqual([
      [0, [370, 0]],
      [0, [370, 0]],
      [0, [70, 0]],
    ]);
  });

  it('R-B8 the user who has the content need not send it again', async () => {
    const client = createClient(host);
    const content = testBytes(400);
    const first = await client.upload(content, { file_name: 'first.bin' });
    const fields = { file_size: 400, checksum: { algorithm: 'sha256', value: sha256(content) } };

    const session = await client.initiate({
      ...fields,
      file_name: 'second.bin',
      reference_type: 'icon',
      reference_id: '1',
    });
    const completed = await client.complete(session);

    expect(session).toMatchObject({
      deduplicated: true,
      upload_status: 'completed',
      file: { status: 'active', file_name: 'second.bin', size_bytes: 400, reference_type: 'icon' },
    });
    expect(session.upload).toBeUndefined();
    expect(session.file?.file_id).not.toBe(first.file_id);
    expect(completed.body).toEqual(session.file);
    expect(await hashOf(session.file_id)).toBe(sha256(content));
    expect(await usage()).toEqual([400, 0]);
  });

  it('R-B8 the same answer comes again with the same idempotency key', async () => {
    const client = createClient(host);
    const content = testBytes(400);
    await client.upload(content);
    const request = {
      body: { file_name: 'b', file_size: 400, checksum: { algorithm: 'sha256', value: sha256(content) } },
      headers: { 'x-idempotency-key': 'k' },
    };

    const first = await client.call('POST', '/app/uploads/initiate', request);
    const second = await client.call('POST', '/app/uploads/initiate', request);

    expect(first.body).toMatchObject({ deduplicated: true });
    expect(second.body).toEqual(first.body);
    expect(await host.query('select file_count from blobs')).toEqual([{ file_count: 2 }]);
  });

  it.each([
    ['another user of the workspace', 'carol', {}],
    ['another tenant', 'bob', {}],
    ['the same user elsewhere', 'alice', { 'x-workspace-id': 'a-other' }],
  ] as const)('R-B8 knowing a hash gives no file to %s', async (_, who, headers) => {
    const content = testBytes(400);
    await createClient(host).upload(content);
    const client = createClient(host, who);

    const session = await client.initiate(
      { file_size: 400, checksum: { algorithm: 'sha256', value: sha256(content) } },
      headers,
    );
    const completed = await client.complete(session);
    const read = await client.content(session.file_id);

    expect(session.deduplicated).toBeUndefined();
    expect(problem(completed).code).toBe('parts_missing');
    expect(read.status).toBe(404);
  });

  it('R-B8 a hash of a deleted file, or with another size, is worth nothing', async () => {
    const client = createClient(host);
    const content = testBytes(400);
    const { file_id } = await client.upload(content);
    const checksum = { algorithm: 'sha256', value: sha256(content) };

    const otherSize = await client.initiate({ file_size: 399, checksum });
    await client.call('DELETE', `/api/files/${file_id}`);
    const deleted = await client.initiate({ file_size: 400, checksum });

    expect([otherSize.deduplicated, deleted.deduplicated]).toEqual([undefined, undefined]);
    expect([otherSize.upload_status, deleted.upload_status]).toEqual(['uploading', 'uploading']);
  });
});
