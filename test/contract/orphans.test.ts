import { fileRecord, mebibyte, orphanList, orphanRepair } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, problem, testBytes } from './client.ts';
import { clientOf, createGround, type Ground } from './crash-ground.ts';
import { documentedFetch } from './documented-fetch.ts';
import { createTestClock, hourMs } from './test-clock.ts';

const path = '/api/v1/admin/orphans';

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe.each(['memory', 'local'] as const)('orphans on %s storage', (kind) => {
  let ground: Ground;
  beforeEach(async () => {
    // A disk dates files by the time of day.
    ground = await createGround(kind, { clock: createTestClock(Date.now()) });
  });
  afterEach(() => ground.remove());

  const bucket = () => ground.storage.bucketOf('tenant-a');
  /** An object that no request of this server ever made. */
  const drop = (key: string, size = 10) =>
    bucket().objects.put({ key, sizeBytes: size, writeToken: 'w' }, bodyOf(testBytes(size)));
  const runJob = async (name: string) => (await (await ground.server()).jobs.run(name)).counts;
  const keys = async () =>
    (await bucket().list({ prefix: '', after: null })).items.map(({ key }) => key).sort();
  const uploads = async () => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const page = await bucket().listUploads({ prefix: '', after });
      all.push(...page.items.map(({ multipartId }) => multipartId));
      after = page.next;
    } while (after !== null);
    return all;
  };

  it('R-C6 temporary objects of no open upload are deleted when they are a day old, everything else stays', async () => {
    const client = clientOf((await ground.server()).host);
    const file = await client.upload(testBytes(50));
    const open = await client.initiate({ file_size: 100 });
    await client.send(open, testBytes(100));
    await drop('temp/uploads/unknown/original');
    await drop('temp/uploads/stranger/other');
    await drop('elsewhere/uploads/unknown/original');
    const before = await keys();

    ground.clock.advance(23 * hourMs);
    const early = await runJob('purge-orphaned-objects');
    await client.call('PUT', `/app/uploads/${open.upload_session_id}/activity`);
    ground.clock.advance(2 * hourMs);
    const report = await runJob('purge-orphaned-objects');

    expect(early).toMatchObject({ deleted: 0 });
    expect(report).toMatchObject({ deleted: 1, failed: 0 });
    expect(await keys()).toEqual(before.filter((key) => key !== 'temp/uploads/unknown/original'));
    ok(fileRecord, await client.complete(open));
    expect((await client.content(file.file_id)).status).toBe(200);
  });

  it('R-C7 multipart uploads that no open session leads to are aborted after 24 h, over any number of pages', async () => {
    const client = clientOf((await ground.server()).host);
    const open = await client.initiate({ file_size: 6 * mebibyte });
    const count = kind === 'memory' ? 2345 : 45;
    for (let index = 0; index < count; index += 1) {
      await bucket().multipart.create({
        key: `temp/uploads/lost-${index}/original`,
        writeToken: 'w',
        algorithm: 'none',
      });
    }
    const foreign = await bucket().multipart.create({ key: 'images/a', writeToken: 'w', algorithm: 'none' });

    ground.clock.advance(23 * hourMs);
    const early = await runJob('abort-orphaned-multiparts');
    await client.call('PUT', `/app/uploads/${open.upload_session_id}/activity`);
    ground.clock.advance(2 * hourMs);
    const report = await runJob('abort-orphaned-multiparts');

    expect(early).toMatchObject({ aborted: 0 });
    expect(report).toMatchObject({ aborted: count, failed: 0 });
    expect((await uploads()).sort()).toEqual([open.multipart_upload_id, foreign.multipartId].sort());
  });

  it('R-C7 what a server made before it died and nobody wrote down is aborted', async () => {
    const dying = await ground.server('multipart-created');
    void clientOf(dying.host).call('POST', '/app/uploads/initiate', {
      body: { file_name: 'a', file_size: 6 * mebibyte },
    });
    await dying.died;
    ground.clock.advance(25 * hourMs);

    await runJob('expire-sessions');
    const left = await uploads();
    await runJob('abort-orphaned-multiparts');

    expect([left.length, await uploads()]).toEqual([1, []]);
  });

  it('R-A13 operators see objects without a record, page by page, by folder, and delete only what they say', async () => {
    const { host } = await ground.server();
    const operator = clientOf({ fetch: documentedFetch(host.fetch) }, 'operator');
    await clientOf(host).upload(testBytes(50));
    for (let index = 0; index < 5; index += 1) await drop(`images/${index}`);
    await drop('images2/a');
    const young = ok(orphanList, await operator.call('GET', `${path}?kind=objects`));
    ground.clock.advance(2 * hourMs);

    const found: string[] = [];
    let examined = 0;
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `kind=objects&prefix=images&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = ok(orphanList, await operator.call('GET', `${path}?${query}`));
      found.push(...page.items.map(({ key }) => key));
      examined += page.examined;
      cursor = page.next_cursor;
    }
    const everything = ok(orphanList, await operator.call('GET', `${path}?kind=objects&limit=1000`));
    const before = await keys();
    const unsaid = problem(
      await operator.call('POST', path, { body: { kind: 'objects', prefix: 'images' } }),
    );
    const untouched = await keys();
    const repaired = ok(
      orphanRepair,
      await operator.call('POST', path, { body: { kind: 'objects', prefix: 'images', delete: true } }),
    );

    expect(young.items).toEqual([]);
    expect([found.sort(), examined]).toEqual([[0, 1, 2, 3, 4].map((index) => `images/${index}`), 5]);
    expect(everything.items.map(({ key }) => key).sort()).toEqual([...found, 'images2/a'].sort());
    expect([unsaid.code, untouched]).toEqual(['invalid_request', before]);
    expect(repaired).toMatchObject({ deleted: 5, failed: 0, next_cursor: null });
    expect((await keys()).filter((key) => key.startsWith('images'))).toEqual(['images2/a']);
  });

  it('R-A13 operators see records without an object, and the repair deletes them and frees their bytes', async () => {
    const { host } = await ground.server();
    const operator = clientOf({ fetch: documentedFetch(host.fetch) }, 'operator');
    const client = clientOf(host);
    const kept = await client.upload(testBytes(50));
    const lost = await client.upload(testBytes(70, 2));
    await bucket().objects.delete(`tenants/tenant-a/files/${lost.file_id}`);

    const list = ok(orphanList, await operator.call('GET', `${path}?kind=records`));
    const repaired = ok(
      orphanRepair,
      await operator.call('POST', path, { body: { kind: 'records', delete: true } }),
    );
    const after = ok(orphanList, await operator.call('GET', `${path}?kind=records`));

    expect(list.items).toMatchObject([{ kind: 'record', file_id: lost.file_id, size_bytes: 70 }]);
    expect(list.examined).toBe(2);
    expect(repaired).toEqual({ examined: 2, deleted: 1, failed: 0, next_cursor: null });
    expect(after.items).toEqual([]);
    expect((await client.content(kept.file_id)).status).toBe(200);
    const { used_bytes } = await ground.database
      .selectFrom('workspaces')
      .select('used_bytes')
      .where('id', '=', 'a-main')
      .executeTakeFirstOrThrow();
    expect(used_bytes).toBe(50);
  });

  it('R-A13 orphans are the operator’s affair, and bad questions are refused', async () => {
    const { host } = await ground.server();
    const operator = clientOf({ fetch: documentedFetch(host.fetch) }, 'operator');

    const codes = await Promise.all([
      clientOf(host).call('GET', `${path}?kind=objects`),
      operator.call('GET', path),
      operator.call('GET', `${path}?kind=all`),
      operator.call('GET', `${path}?kind=objects&limit=0`),
      operator.call('GET', `${path}?kind=objects&cursor=x`),
      operator.call('POST', path, { body: { kind: 'objects', delete: 'true' } }),
    ]);

    expect(codes.map((answer) => problem(answer).code)).toEqual([
      'unauthorized',
      ...Array.from({ length: 5 }, () => 'invalid_request'),
    ]);
  });
});
