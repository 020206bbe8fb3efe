import {
  cascadeResult,
  fileDeletion,
  fileList,
  fileRecord,
  initiateBatchResponse,
  mebibyte,
  referencedFileList,
  referenceList,
  referenceState,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';

const icon = { reference_type: 'walkthrough_icon', reference_id: 'w-1' };
const media = { reference_type: 'step_media', reference_id: 's-1' };

describe.each(hostKinds)('references on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  const client = (who: 'alice' | 'carol' | 'bob' | 'reader' = 'alice') => createClient(host, who);
  const add = async (fileId: string, body: object) =>
    ok(referenceState, await client().call('POST', `/api/files/${fileId}/references`, { body }));
  const remove = async (fileId: string, body: object) =>
    ok(referenceState, await client().call('DELETE', `/api/files/${fileId}/references`, { body }));
  const listed = async (path: string, query = '') =>
    ok(referencedFileList, await client().call('GET', `/api/references/${path}/files${query}`));
  const cascade = async (path: string) =>
    ok(cascadeResult, await client().call('DELETE', `/api/references/${path}`)).deleted_files;
  const statusOf = async (fileId: string) => {
    const [row] = await host.query<{ status: string }>(`select status from files where id = '${fileId}'`);
    return row?.status;
  };

  it('R-A9 a file is found by the reference it was uploaded for, in body or headers', async () => {
    const inBody = await client().upload(testBytes(3), icon);
    const session = await client().initiate(
      { file_size: 3 },
      { 'x-reference-type': 'walkthrough_icon', 'x-reference-id': 'w-1' },
    );
    const open = await listed('walkthrough_icon/w-1');
    await client().send(session, testBytes(3));
    await client().complete(session);

    const both = await listed('walkthrough_icon/w-1');

    expect([open.total, open.items.map(({ file_id }) => file_id)]).toEqual([1, [inBody.file_id]]);
    expect([both.total, both.items.length]).toEqual([2, 2]);
    expect(both.items[0]).toMatchObject(icon);
    expect(await listed('walkthrough_icon/w-2')).toEqual({ items: [], next_cursor: null, total: 0 });
  });

  it('R-A9 what files are for is listed page by page, with the files and bytes of each reference', async () => {
    const alice = client();
    const shared = await alice.upload(testBytes(10), icon);
    await add(shared.file_id, media);
    await alice.upload(testBytes(20), icon);
    await alice.upload(testBytes(40), { ...icon, reference_id: 'w-2' });
    await client('bob').upload(testBytes(80), icon);
    await alice.upload(testBytes(160));
    const gone = await alice.upload(testBytes(320), { ...media, reference_id: 's-2' });
    await alice.call('DELETE', `/api/files/${gone.file_id}`);
    await alice.initiate({ file_size: 640, ...icon });
    const list = async (query = '') => ok(referenceList, await alice.call('GET', `/api/references${query}`));

    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.next_cursor}`);

    expect([...first.items, ...second.items]).toEqual([
      { ...media, files: 1, bytes: 10 },
      { ...icon, files: 2, bytes: 30 },
      { ...icon, reference_id: 'w-2', files: 1, bytes: 40 },
    ]);
    expect(second.next_cursor).toBeNull();
    expect((await list('?reference_type=step_media')).items).toEqual([{ ...media, files: 1, bytes: 10 }]);
    expect(problem(await alice.call('GET', '/api/references?cursor=x')).code).toBe('invalid_request');
    const elsewhere = await alice.call('GET', '/api/references', {
      headers: { 'x-workspace-id': 'a-other' },
    });
    expect(ok(referenceList, elsewhere).items).toEqual([]);
  });

  it.each([
    ['reference_type', { reference_id: 'w-1' }, { 'x-reference-id': 'w-1' }],
    ['reference_id', { reference_type: 'step_media' }, { 'x-reference-type': 'step_media' }],
  ])(
    'R-A9 half a reference is refused wherever one is given, and %s is what is missing',
    async (missing, half, headers) => {
      const { file_id } = await client().upload(testBytes(3));
      const before = await host.rows();
      const fields = { file_name: 'a.bin', file_size: 3, ...half };
      const item = { ...fields, client_reference: 'c' };
      const raw = {
        raw: testBytes(3),
        headers: { ...headers, 'x-file-name': 'a.bin', 'content-length': '3' },
      };
      const path = `/api/files/${file_id}/references`;

      const refusals = [
        await client().call('POST', '/app/uploads/initiate', { body: fields }),
        await client().call('POST', '/app/uploads/initiate', {
          body: { file_name: 'a.bin', file_size: 3 },
          headers,
        }),
        await client().call('POST', '/api/upload', raw),
        await client().call('POST', path, { body: half }),
        await client().call('DELETE', path, { body: half }),
        await client().call('DELETE', `${path}?${new URLSearchParams(half)}`),
      ].map(problem);
      const batch = ok(
        initiateBatchResponse,
        await client().call('POST', '/app/uploads/initiate-batch', { body: { files: [item] } }),
      );
      const verdict = batch.results[0];

      for (const refusal of refusals) {
        expect(refusal).toMatchObject({ code: 'invalid_request', issues: [{ path: missing }] });
      }
      expect(verdict).toMatchObject({
        status: 400,
        error: { code: 'invalid_request', issues: [{ path: missing }] },
      });
      expect(await host.rows()).toBe(before);
    },
  );

  it('R-A9 a header says the one half that a file of a batch does not say itself', async () => {
    const files = [{ file_name: 'a.bin', file_size: 3, reference_id: 's-1', client_reference: 'c' }];
    const headers = { 'x-reference-type': 'step_media' };

    const batch = await client().call('POST', '/app/uploads/initiate-batch', { body: { files }, headers });

    expect(ok(initiateBatchResponse, batch).results.map(({ status }) => status)).toEqual([201]);
    expect(await host.query('select reference_type, reference_id from files')).toEqual([media]);
  });

  it('R-A9 adding and removing are idempotent, and the record shows the oldest reference', async () => {
    const { file_id } = await client().upload(testBytes(3));
    const shown = async () => ok(fileRecord, await client().call('GET', `/api/files/${file_id}`));

    expect(await add(file_id, icon)).toEqual({ file_id, ...icon, reference_count: 1 });
    expect((await add(file_id, icon)).reference_count).toBe(1);
    expect((await add(file_id, media)).reference_count).toBe(2);
    expect(await shown()).toMatchObject(icon);
    expect((await remove(file_id, icon)).reference_count).toBe(1);
    expect((await remove(file_id, icon)).reference_count).toBe(1);
    expect(await shown()).toMatchObject(media);
    const query = new URLSearchParams(media);
    const last = await client().call('DELETE', `/api/files/${file_id}/references?${query}`);
    expect(ok(referenceState, last).reference_count).toBe(0);
    // The last one gone deletes nothing by itself.
    expect(await shown()).toMatchObject({ status: 'active', reference_type: null, reference_id: null });
  });

  it('R-A9 pages through the files of a reference, with their number', async () => {
    const files = [];
    for (let index = 0; index < 5; index += 1) files.push(await client().upload(testBytes(1), media));

    const pages = [];
    for (let query = '?limit=2'; query !== ''; ) {
      const page = await listed('step_media/s-1', query);
      pages.push(page);
      query = page.next_cursor === null ? '' : `?limit=2&cursor=${page.next_cursor}`;
    }

    expect(pages.map(({ items, total }) => [items.length, total])).toEqual([
      [2, 5],
      [2, 5],
      [1, 5],
    ]);
    const seen = pages.flatMap(({ items }) => items.map(({ file_id }) => file_id));
    expect(seen.toSorted()).toEqual(files.map(({ file_id }) => file_id).toSorted());
  });

  it('R-A6 a cascade deletes files that lose their last reference, and no others', async () => {
    const alone = await client().upload(testBytes(10), media);
    const shared = await client().upload(testBytes(20), media);
    await add(shared.file_id, icon);
    const other = await client().upload(testBytes(30), icon);

    expect(await cascade('step_media/s-1')).toBe(1);
    expect(await cascade('step_media/s-1')).toBe(0);
    expect(await statusOf(alone.file_id)).toBe('deleted');
    expect(await statusOf(shared.file_id)).toBe('active');
    const quota = ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota'));
    expect(quota.used_bytes).toBe(50);
    expect(await cascade('walkthrough_icon/w-1')).toBe(2);
    expect([await statusOf(shared.file_id), await statusOf(other.file_id)]).toEqual(['deleted', 'deleted']);
    expect(await host.stored()).toEqual([]);
    expect(await host.query('select * from file_references')).toEqual([]);
  });

  it('R-A6 a cascade cancels what is still being uploaded for the reference', async () => {
    const session = await client().initiate({ file_size: 6 * mebibyte, ...media });
    await client().send(session, testBytes(6 * mebibyte), [1]);

    expect(await cascade('step_media/s-1')).toBe(0);

    expect((await client().resume(session)).upload_status).toBe('cancelled');
    const quota = ok(workspaceQuota, await client().call('GET', '/api/workspaces/a-main/quota'));
    expect(quota.reserved_bytes).toBe(0);
    expect(await host.stored()).toEqual([]);
  });

  it('R-A6 cascades at once, with references being added, leave no file that is deleted and referred to', async () => {
    const files = [];
    for (let index = 0; index < 8; index += 1) files.push(await client().upload(testBytes(1), media));

    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => client().call('DELETE', '/api/references/step_media/s-1')),
      ...files.map(({ file_id }) =>
        client().call('POST', `/api/files/${file_id}/references`, { body: icon }),
      ),
    ]);

    const deleted = answers.slice(0, 4).map((answer) => ok(cascadeResult, answer).deleted_files);
    const added = answers.slice(4).filter(({ status }) => status === 200).length;
    expect(deleted.reduce((total, count) => total + count, 0) + added).toBe(8);
    const [broken] = await host.query<{ broken: number }>(`
      select count(*) as broken from file_references link join files file on file.id = link.file_id
      where file.status <> 'active'`);
    expect(Number(broken?.broken)).toBe(0);
    expect((await listed('walkthrough_icon/w-1')).total).toBe(added);
  });

  it('R-A9 a file others refer to is deleted by force only', async () => {
    const { file_id } = await client().upload(testBytes(3), icon);
    await add(file_id, media);
    const before = await host.rows();

    const refusal = problem(await client().call('DELETE', `/api/files/${file_id}`));
    expect(refusal).toMatchObject({ status: 409, code: 'file_in_use', retryable: false, reference_count: 2 });
    expect(refusal.references).toEqual([icon, media]);
    expect(await host.rows()).toBe(before);
    const unsure = await client().call('DELETE', `/api/files/${file_id}?force=perhaps`);
    expect(problem(unsure).code).toBe('invalid_request');

    const forced = await client().call('DELETE', `/api/files/${file_id}?force=true`);
    expect(ok(fileDeletion, forced)).toEqual({ file_id, status: 'deleted' });
    expect((await listed('walkthrough_icon/w-1')).total).toBe(0);
    const late = await client().call('POST', `/api/files/${file_id}/references`, { body: icon });
    expect(problem(late).code).toBe('not_found');
  });

  it('R-A9 a file with only the reference it was uploaded for is its own', async () => {
    const { file_id } = await client().upload(testBytes(3), icon);

    const answer = await client().call('DELETE', `/api/files/${file_id}`);

    expect(ok(fileDeletion, answer).status).toBe('deleted');
  });

  it('R-C9 references of another tenant or workspace cannot be seen, added to or cascaded', async () => {
    const { file_id } = await client().upload(testBytes(3), icon);
    const path = `/api/files/${file_id}/references`;
    const before = await host.rows();

    for (const method of ['POST', 'DELETE']) {
      expect(problem(await client('bob').call(method, path, { body: media })).code).toBe('not_found');
    }
    const seen = await client('bob').call('GET', '/api/references/walkthrough_icon/w-1/files');
    expect(ok(referencedFileList, seen).total).toBe(0);
    const elsewhere = await client().call('GET', '/api/references/walkthrough_icon/w-1/files', {
      headers: { 'x-workspace-id': 'a-other' },
    });
    expect(ok(referencedFileList, elsewhere).total).toBe(0);
    const cascaded = await client('bob').call('DELETE', '/api/references/walkthrough_icon/w-1');
    expect(ok(cascadeResult, cascaded).deleted_files).toBe(0);
    const reader = client('reader');
    expect(problem(await reader.call('POST', path, { body: media })).code).toBe('forbidden');
    expect(problem(await reader.call('DELETE', '/api/references/walkthrough_icon/w-1')).code).toBe(
      'forbidden',
    );
    expect(await host.rows()).toBe(before);
    expect(ok(fileList, await client('carol').call('GET', '/api/files')).items.length).toBe(1);
  });
});

it('R-A6 a cascade goes through many batches, and on after a crash in the middle of one', async () => {
  let crashesLeft = 1;
  const host = await inProcess.start({
    settings: { defaultPlan: 'unlimited' },
    crash: async (point) => {
      if (point !== 'deletion-recorded' || crashesLeft === 0) return;
      crashesLeft -= 1;
      throw new Error('The server died');
    },
  });
  const client = createClient(host);
  const files = Array.from({ length: 100 }, (_, index) => ({
    file_name: 'a',
    file_size: 0,
    checksum_algorithms: [],
    client_reference: `${index}`,
    ...media,
  }));
  for (let batch = 0; batch < 3; batch += 1) {
    const answer = await client.call('POST', '/app/uploads/initiate-batch', { body: { files } });
    const { results } = answer.body as { results: { session: Parameters<typeof client.send>[0] }[] };
    for (const { session } of results) await client.send(session, testBytes(0));
    await client.completeBatch(results.map(({ session }) => session));
  }

  const first = await client.call('DELETE', '/api/references/step_media/s-1');
  const second = ok(cascadeResult, await client.call('DELETE', '/api/references/step_media/s-1'));

  expect(first.status).toBe(500);
  expect(second.deleted_files).toBe(200);
  const states = await host.query(
    'select status, count(*) as files from files group by status order by status',
  );
  // What the crash left is known to have to go; the clean-up job finishes it.
  expect(states).toEqual([
    { status: 'deleted', files: 200 },
    { status: 'deleting', files: 100 },
  ]);
  await host.close();
});
