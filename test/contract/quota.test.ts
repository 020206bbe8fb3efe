import { workspaceQuota } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('quota on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start({ settings: { defaultPlan: 'tiny' } });
  });
  afterEach(() => host.close());

  const quota = async () => {
    const { used_bytes, reserved_bytes, level } = ok(
      workspaceQuota,
      await createClient(host).call('GET', '/api/workspaces/a-main/quota'),
    );
    return [used_bytes, reserved_bytes, level];
  };

  it('A10 A11 402 says what is there and what was asked for, 413 the largest size', async () => {
    const client = createClient(host);
    await client.initiate({ file_size: 600 });
    const ask = async (file_size: number) =>
      problem(await client.call('POST', '/app/uploads/initiate', { body: { file_name: 'a', file_size } }));

    expect(await ask(401)).toMatchObject({
      status: 402,
      code: 'quota_exceeded',
      limit_bytes: 1000,
      used_bytes: 0,
      reserved_bytes: 600,
      requested_bytes: 401,
      plan: 'tiny',
    });
    expect(await ask(601)).toMatchObject({ status: 413, code: 'file_too_large', max_file_bytes: 600 });
    expect(await ask(Number.MAX_SAFE_INTEGER)).toMatchObject({ status: 413, code: 'file_too_large' });
    expect(await quota()).toEqual([0, 600, 'ok']);
  });

  it('A12 200 initiates at once: exactly those that fit get a place', async () => {
    const client = createClient(host);
    const body = { file_name: 'a', file_size: 30 };

    const answers = await Promise.all(
      Array.from({ length: 200 }, () => client.call('POST', '/app/uploads/initiate', { body })),
    );

    const granted = answers.filter(({ status }) => status === 201).length;
    const refused = answers.filter(({ status }) => status === 402).length;
    expect([granted, refused]).toEqual([33, 167]);
    expect(await quota()).toEqual([0, 990, 'critical']);
    expect(await host.query('select count(*) as files from files')).toEqual([{ files: 33 }]);
  });

  it('a batch reserves file by file, in its order', async () => {
    const files = [400, 500, 200, 100].map((file_size, index) => ({
      file_name: 'a',
      file_size,
      client_reference: `r${index}`,
    }));

    const answer = await createClient(host).call('POST', '/app/uploads/initiate-batch', { body: { files } });

    const { results } = answer.body as { results: { status: number }[] };
    expect(results.map(({ status }) => status)).toEqual([201, 201, 402, 201]);
    expect(await quota()).toEqual([0, 1000, 'full']);
  });

  it('completion turns the reservation into use, cancelling gives it back, each exactly once', async () => {
    const client = createClient(host);
    const kept = await client.initiate({ file_size: 500 });
    const dropped = await client.initiate({ file_size: 300 });
    await client.send(kept, testBytes(500));

    await Promise.all(Array.from({ length: 20 }, () => client.complete(kept)));
    await Promise.all(Array.from({ length: 20 }, () => client.cancel(dropped)));

    expect(await quota()).toEqual([500, 0, 'ok']);
  });

  it('parallel deletes of one file all succeed and give its bytes back once', async () => {
    const client = createClient(host);
    const file = await client.upload(testBytes(200));
    await client.upload(testBytes(600));

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.call('DELETE', `/api/files/${file.file_id}`)),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await quota()).toEqual([600, 0, 'ok']);
  });

  it('A56 refuses one upload too many', async () => {
    const small = await kind.start({ settings: { maxOpenUploads: 2 } });
    const client = createClient(small);
    await client.initiate({ file_size: 1 });
    await client.initiate({ file_size: 1 });

    const answer = await client.call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 1 },
    });

    expect(problem(answer)).toMatchObject({ status: 429, code: 'too_many_uploads', retryable: true });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    await small.close();
  });
});
