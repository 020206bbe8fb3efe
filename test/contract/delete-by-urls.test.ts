import { deleteByUrlsResponse, fileRecord, workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('deleting by URLs on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  const remove = (urls: readonly string[], who: Parameters<typeof createClient>[1] = 'alice') =>
    createClient(host, who).call('POST', '/api/files/delete-by-urls', { body: { urls } });
  const outcomes = async (urls: readonly string[], who: Parameters<typeof createClient>[1] = 'alice') =>
    ok(deleteByUrlsResponse, await remove(urls, who)).results.map(({ outcome }) => outcome);
  const usedBytes = async () =>
    ok(workspaceQuota, await createClient(host).call('GET', '/api/workspaces/a-main/quota')).used_bytes;

  it('R-A5 deletes what is there, and answers the same again and again; the quota follows', async () => {
    const client = createClient(host);
    const before = await usedBytes();
    const files = [await client.upload(testBytes(30)), await client.upload(testBytes(40, 2))];
    const urls = files.map(({ url }) => url);

    const first = await remove([...urls, ...urls]);
    const second = await remove([...urls, ...urls]);

    const expected = files.map(({ url, file_id }) => ({ url, outcome: 'deleted', file_id }));
    expect(ok(deleteByUrlsResponse, first).results).toEqual([...expected, ...expected]);
    expect(second.body).toEqual(first.body);
    expect(await usedBytes()).toBe(before);
  });

  it("another tenant's URL is as unknown as one of nobody's, and its file stays", async () => {
    const { file_id, url } = await createClient(host).upload(testBytes(10));
    const unknown = url.replace(file_id, '00000000-0000-4000-8000-000000000000');
    const before = await host.rows();

    const results = ok(
      deleteByUrlsResponse,
      await remove([url, unknown, 'https://example.com/a.png', '', '../..', `${url}/../content`], 'bob'),
    ).results;

    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['ignored']));
    expect(results.map((result) => Object.keys(result))).toEqual(results.map(() => ['url', 'outcome']));
    expect(await host.rows()).toBe(before);
  });

  it('one that cannot be deleted hurts no other', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: 5 });
    const pending = ok(fileRecord, await client.call('GET', `/api/files/${session.file_id}`));
    const file = await client.upload(testBytes(10));

    const { results } = ok(deleteByUrlsResponse, await remove([pending.url, file.url]));

    expect(results).toMatchObject([
      { outcome: 'refused', file_id: pending.file_id, error: { code: 'session_state_conflict' } },
      { outcome: 'deleted' },
    ]);
  });

  it('takes a thousand URLs and no more, and only from those who may delete', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `https://example.com/${index}`);

    expect(await outcomes(many)).toEqual(many.map(() => 'ignored'));
    expect(problem(await remove([...many, 'x'])).code).toBe('invalid_request');
    expect(problem(await remove([])).code).toBe('invalid_request');
    expect(problem(await remove(many, 'reader')).code).toBe('forbidden');
    expect(problem(await remove(many, null)).code).toBe('unauthorized');
  });
});
