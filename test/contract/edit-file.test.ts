import { fileRecord } from '@holdfast/upload-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('editing a file on the $name', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await kind.start();
  });
  afterAll(() => host.close());

  const edit = (fileId: string, body: unknown, who: Parameters<typeof createClient>[1] = 'alice') =>
    createClient(host, who).call('PATCH', `/api/files/${fileId}`, { body });

  it('changes what is named and nothing else; null removes', async () => {
    const client = createClient(host);
    const before = await client.upload(testBytes(10), {
      file_type: 'icon',
      scene_id: 'scene-1',
      project_id: 'project-1',
      category_ids: ['a'],
      metadata: { title: 'Old', nested: { keep: 1, drop: 2 } },
    });

    const patch = {
      file_name: 'new "name".png',
      scene_id: null,
      category_ids: ['b', 'c'],
      metadata: { title: 'New', nested: { drop: null }, added: [1] },
    };
    const after = ok(fileRecord, await edit(before.file_id, patch));
    const read = ok(fileRecord, await client.call('GET', `/api/files/${before.file_id}`));

    expect(after).toEqual({
      ...before,
      file_name: 'new "name".png',
      scene_id: null,
      category_ids: ['b', 'c'],
      metadata: { title: 'New', nested: { keep: 1 }, added: [1] },
    });
    expect(read).toEqual(after);
  });

  it('R-C14 metadata is edited while the file is on its way, and the finished file has it', async () => {
    const client = createClient(host);
    const bytes = testBytes(20);
    const session = await client.initiate({ file_size: 20, metadata: { a: 1 } });

    const pending = ok(fileRecord, await edit(session.file_id, { metadata: { b: 2 } }));
    await client.send(session, bytes);
    const file = ok(fileRecord, await client.complete(session));

    expect([pending.status, pending.metadata]).toEqual(['pending', { a: 1, b: 2 }]);
    expect([file.status, file.metadata]).toEqual(['active', { a: 1, b: 2 }]);
  });

  it('loses none of fifty edits at once', async () => {
    const { file_id } = await createClient(host).upload(testBytes(1));
    const names = Array.from({ length: 50 }, (_, index) => `name-${index}`);

    const answers = await Promise.all(names.map((name) => edit(file_id, { metadata: { [name]: true } })));
    const { metadata } = ok(fileRecord, await createClient(host).call('GET', `/api/files/${file_id}`));

    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(Object.keys(metadata ?? {}).sort()).toEqual([...names].sort());
  });

  it.each([
    ['another size', { size_bytes: 1 }],
    ['another status', { status: 'deleted' }],
    ['another project', { project_id: 'x' }],
    ['no name', { file_name: '' }],
    ['a name that cannot be stored', { file_name: 'a\0' }],
    ['null for a name', { file_name: null }],
    ['metadata that is a list', { metadata: [] }],
    ['metadata over 8 KiB', { metadata: { a: 'x'.repeat(8192) } }],
    ['names of JavaScript', JSON.parse('{"metadata":{"__proto__":{"a":1}}}')],
    ['a list', []],
  ])('refuses %s and changes nothing', async (_, patch) => {
    const { file_id } = await createClient(host).upload(testBytes(1));
    const before = await host.rows();

    expect(problem(await edit(file_id, patch)).code).toBe('invalid_request');
    expect(await host.rows()).toBe(before);
  });

  it('refuses metadata that only together is over 8 KiB', async () => {
    const { file_id } = await createClient(host).upload(testBytes(1), { metadata: { a: 'x'.repeat(5000) } });
    const before = await host.rows();

    expect(problem(await edit(file_id, { metadata: { b: 'x'.repeat(5000) } })).code).toBe('invalid_request');
    expect(await host.rows()).toBe(before);
  });

  it('is for those who may write, on files that are there', async () => {
    const client = createClient(host);
    const { file_id } = await client.upload(testBytes(1));
    const patch = { file_name: 'x' };
    const before = await host.rows();

    const refused = [
      await edit(file_id, patch, null),
      await edit(file_id, patch, 'bob'),
      await edit('unknown', patch),
      await edit(file_id, patch, 'reader'),
    ];

    expect(refused.map((answer) => problem(answer).code)).toEqual([
      'unauthorized',
      'not_found',
      'not_found',
      'forbidden',
    ]);
    expect(await host.rows()).toBe(before);
    await client.call('DELETE', `/api/files/${file_id}`);
    expect(problem(await edit(file_id, patch))).toMatchObject({
      code: 'session_state_conflict',
      file_status: 'deleted',
    });
  });
});
