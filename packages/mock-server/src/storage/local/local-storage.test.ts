import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIdentifiers, systemClock } from '../../domain/system-ports.ts';
import { temporaryKey } from '../key-layout.ts';
import { describeObjectStorage } from '../object-storage.suite.ts';
import type { StorageBucket } from '../object-storage.ts';
import { createLocalStorage, type LocalStorage } from './local-storage.ts';
import { multipartDirectory } from './multipart-directory.ts';

const options = {
  signingSecret: 'secret',
  baseUrl: 'http://localhost',
  clock: systemClock,
  identifiers: randomIdentifiers,
  log: () => undefined,
};

describeObjectStorage('local storage', async () => {
  const root = await mkdtemp(join(tmpdir(), 'holdfast-local-'));
  return {
    clock: systemClock,
    storage: await createLocalStorage({ ...options, root }),
    perTenant: (template) =>
      createLocalStorage({ ...options, root, provisioning: { strategy: 'bucket-per-tenant', template } }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
});

const key = temporaryKey('5e3d7e44-20c9-4e52-8d0e-2f6f5a7f7f01');
const token = 'the session that writes';
const newUpload = (at: string) => ({ key: at, writeToken: token, algorithm: 'sha256' }) as const;
const bytes = new TextEncoder().encode('some bytes');
const checksum = createHash('sha256').update(bytes).digest('base64');

describe('local storage on its disk', () => {
  let root: string;
  let storage: LocalStorage;
  let bucket: StorageBucket;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'holdfast-local-'));
    storage = await createLocalStorage({ ...options, root });
    bucket = storage.bucketOf('t');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const target = {
    key,
    sizeBytes: bytes.byteLength,
    algorithm: 'sha256',
    checksum,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  } as const;
  const put = async (url: string, body: BodyInit = bytes): Promise<Response> =>
    storage.endpoint.fetch(new Request(url, { method: 'PUT', body }));
  const filesBelow = async (path: string) =>
    (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const tree = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true })).map((entry) =>
      join(entry.parentPath, entry.name),
    );

  it('R-D1 makes everything for its own user only', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    await bucket.multipart.complete(
      { ...newUpload(key), ...upload },
      await bucket.multipart.listParts(upload),
    );
    await put((await bucket.objects.signPut({ ...target, key: temporaryKey('other') })).url);

    for (const path of await tree()) {
      const { mode } = await stat(path);
      expect([path, (mode & 0o777).toString(8)]).toEqual([
        path,
        (mode & 0o170000) === 0o040000 ? '700' : '600',
      ]);
    }
  });

  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    '',
    '.',
    'a/.hidden',
    'a\\b',
    'a\0b',
    'a b',
    'x'.repeat(300),
    `${'a/'.repeat(20)}a`,
  ])('R-D1 a key of %j never leaves the root', async (bad) => {
    const before = await tree();

    for (const attempt of [
      () => bucket.multipart.create(newUpload(bad)),
      () => bucket.objects.signPut({ ...target, key: bad }),
      () => bucket.objects.head(bad),
      () => bucket.objects.open(bad, { start: 0, end: 1 }),
      () => bucket.objects.delete(bad),
      () => bucket.objects.promote({ fromKey: bad, toKey: bad, etag: '', writeToken: token }),
      () => bucket.multipart.listParts({ key, multipartId: bad }),
      () => bucket.multipart.abort({ key, multipartId: bad }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ name: 'StorageError', code: 'invalid_key' });
    }
    expect(await tree()).toEqual(before);
  });

  it('R-D2 a refused body leaves nothing, however it is wrong', async () => {
    const { url } = await bucket.objects.signPut(target);
    const before = await tree();
    const failing = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, 4));
        controller.error(new Error('cut'));
      },
    });

    const statuses = [
      (await put(url, bytes.subarray(1))).status,
      (await put(url, `${'x'.repeat(bytes.byteLength)}x`)).status,
      (await put(url, 'x'.repeat(bytes.byteLength))).status,
      (
        await storage.endpoint.fetch(
          new Request(url, { method: 'PUT', body: failing, duplex: 'half' } as RequestInit),
        )
      ).status,
    ];

    expect(statuses).toEqual([400, 400, 422, 500]);
    expect(await tree()).toEqual(before);
  });

  it('R-D2 what a killed server was receiving is gone at the next start, what it acknowledged is not', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    const [own = ''] = await readdir(join(root, 'incoming'));
    await writeFile(join(root, 'incoming', own, 'half-a-part'), 'abc');
    storage.close();

    const restarted = await createLocalStorage({ ...options, root });

    const [next, ...others] = await readdir(join(root, 'incoming'));
    expect([next === own, others]).toEqual([false, []]);
    expect(await readdir(join(root, 'incoming', next ?? ''))).toEqual([]);
    expect((await readdir(join(root, 'servers'))).sort()).toEqual([next, 'starting'].sort());
    expect(await restarted.bucketOf('t').multipart.listParts(upload)).toMatchObject([
      { partNumber: 1, checksum },
    ]);
  });

  it('R-D2 of two files for one part, which a crash can leave, the newer is the part', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    const directory = join(multipartDirectory(join(root, 'multipart'), upload));
    const [first = ''] = await readdir(directory);
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    await writeFile(join(directory, first), bytes, { mode: 0o600 });

    const parts = await bucket.multipart.listParts(upload);
    await bucket.multipart.complete({ ...newUpload(key), ...upload }, parts);

    expect(parts).toHaveLength(1);
    expect(await readdir(join(root, 'objects', key))).toHaveLength(2);
  });

  it('R-C11 a completion cut short before its rename is simply done again', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    await writeFile(join(multipartDirectory(join(root, 'multipart'), upload), 'manifest.json'), '{"half', {
      mode: 0o600,
    });

    await bucket.multipart.complete(
      { ...newUpload(key), ...upload },
      await bucket.multipart.listParts(upload),
    );

    expect((await bucket.objects.head(key))?.sizeBytes).toBe(bytes.byteLength);
  });

  it('completing copies nothing: the part of the upload is the file of the object', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    const [name = ''] = await readdir(join(multipartDirectory(join(root, 'multipart'), upload)));
    const { ino } = await stat(join(multipartDirectory(join(root, 'multipart'), upload), name));

    await bucket.multipart.complete(
      { ...newUpload(key), ...upload },
      await bucket.multipart.listParts(upload),
    );
    await bucket.objects.promote({
      fromKey: key,
      toKey: 'tenants/t/files/f',
      writeToken: token,
      etag: (await bucket.objects.head(key))?.etag ?? '',
    });

    expect((await stat(join(root, 'objects/tenants/t/files/f', name))).ino).toBe(ino);
    expect(await readdir(join(root, 'objects/temp/uploads'))).toEqual([]);
  });

  it('A58 R-D1 a link planted in place of a part is neither followed nor served', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    await bucket.multipart.complete(
      { ...newUpload(key), ...upload },
      await bucket.multipart.listParts(upload),
    );
    const directory = join(root, 'objects', key);
    const name = (await readdir(directory)).find((entry) => entry !== 'manifest.json') ?? '';
    const secret = join(root, 'secret');
    await writeFile(secret, 'do not show');
    await rename(join(directory, name), join(root, 'moved'));
    await symlink(secret, join(directory, name));

    const stream = await bucket.objects.open(key, { start: 0, end: 5 });

    await expect(new Response(stream).text()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('a manifest cannot name a file outside its object', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    await put((await bucket.multipart.signPart({ ...target, ...upload, partNumber: 1 })).url);
    await bucket.multipart.complete(
      { ...newUpload(key), ...upload },
      await bucket.multipart.listParts(upload),
    );
    const manifest = join(root, 'objects', key, 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace(/"file":"[^"]+"/, '"file":"../../../../secret"'));

    await expect(bucket.objects.open(key, { start: 0, end: 1 })).rejects.toThrow(/no part/);
  });

  it('R-D2 R-D3 a server that starts beside another on the same root takes nothing that the other is receiving', async () => {
    const { url } = await bucket.objects.signPut(target);
    const [own = ''] = await readdir(join(root, 'incoming'));
    let started: Promise<unknown> | undefined;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (started === undefined) {
          controller.enqueue(bytes.slice(0, 1));
          started = createLocalStorage({ ...options, root });
          await started;
          expect(await readdir(join(root, 'incoming', own))).toHaveLength(1);
          return;
        }
        controller.enqueue(bytes.slice(1));
        controller.close();
      },
    });

    const answer = await storage.endpoint.fetch(
      new Request(url, { method: 'PUT', body, duplex: 'half' } as RequestInit),
    );

    expect(answer.status).toBe(200);
    expect((await bucket.objects.head(key))?.sizeBytes).toBe(bytes.byteLength);
  });

  it('a part for which the disk has no room is 507 before a byte is written', async () => {
    const full = await createLocalStorage({ ...options, root, reservedFreeBytes: Number.MAX_SAFE_INTEGER });
    const { url } = await full.bucketOf('t').objects.signPut(target);

    const answer = await full.endpoint.fetch(new Request(url, { method: 'PUT', body: bytes }));

    expect(answer.status).toBe(507);
    expect(await answer.json()).toMatchObject({ code: 'storage_full', retryable: false });
    expect(await filesBelow(join(root, 'incoming'))).toEqual([]);
    await expect(full.check()).rejects.toMatchObject({ code: 'full' });
  });

  it('a directory that cannot be written to is 503, and nothing is acknowledged', async () => {
    const { url } = await bucket.objects.signPut(target);
    await rm(join(root, 'incoming'), { recursive: true });
    await writeFile(join(root, 'incoming'), 'not a directory');

    const answer = await put(url);

    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      503,
      'storage_unavailable',
    ]);
    expect(await bucket.objects.head(key)).toBeNull();
  });

  it('numbers need no padding to be in order: 2,500 parts are listed once each', async () => {
    const upload = await bucket.multipart.create(newUpload(key));
    const directory = join(multipartDirectory(join(root, 'multipart'), upload));
    const mark = Buffer.from(checksum, 'base64').toString('base64url');
    for (let part = 2500; part >= 1; part -= 1) {
      await writeFile(join(directory, `${String(part).padStart(5, '0')}.1.10.sha256-${mark}`), '');
    }

    const parts = await bucket.multipart.listParts(upload);

    expect(parts.map(({ partNumber }) => partNumber)).toEqual(
      Array.from({ length: 2500 }, (_, index) => index + 1),
    );
  });
});
