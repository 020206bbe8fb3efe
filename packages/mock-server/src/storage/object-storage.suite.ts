import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../domain/ports.ts';
import { temporaryKey } from './key-layout.ts';
import type { ObjectStorage, PartAlgorithm, SignedRequest, StorageBucket } from './object-storage.ts';

export interface StorageUnderTest {
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  /** What a part but the last has at least. @default 1 */
  readonly minPartBytes?: number;
  /** Whether it tells SHA-256 checksums of what it holds, and not only enforces them. @default both */
  readonly tells?: { readonly direct: boolean; readonly parts: boolean };
  /** The same store with a bucket for each tenant. */
  perTenant(template: string): Promise<ObjectStorage>;
  remove(): Promise<void>;
}

const id = '0b6a5f0e-4a55-4f31-8b52-1c6b0f1f6c11';
const key = temporaryKey(id);
const token = 'the session that writes';
const finalKey = `tenants/t/files/${id}`;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const newUpload = (at: string, algorithm: PartAlgorithm = 'sha256') => ({
  key: at,
  writeToken: token,
  algorithm,
});

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytesOf(text);
}

/** The rules every object storage keeps. */
export function describeObjectStorage(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`${name} keeps the rules of an object storage`, () => {
    let subject: StorageUnderTest;
    let storage: StorageUnderTest['storage'];
    let bucket: StorageBucket;
    beforeEach(async () => {
      subject = await create();
      storage = subject.storage;
      bucket = storage.bucketOf('tenant');
    });
    afterEach(() => subject.remove());

    const put = (signed: SignedRequest, body: Uint8Array<ArrayBuffer>): Promise<Response> => {
      const { method, headers } = signed;
      const request = new Request(signed.url, { method, headers, body });
      return storage.endpoint ? storage.endpoint.fetch(request) : fetch(request);
    };
    /** As text that is long enough for a part that is not the last. */
    const long = (text: string): string => text.padEnd(subject.minPartBytes ?? 1, '.');
    /** The checksum as the store tells it. */
    const told = (text: string, kind: 'direct' | 'parts'): string | null =>
      (subject.tells?.[kind] ?? true) ? sha256(bytesOf(text)) : null;
    const target = (bytes: Uint8Array, algorithm: PartAlgorithm = 'sha256') => ({
      key,
      sizeBytes: bytes.byteLength,
      algorithm,
      checksum: algorithm === 'none' ? null : sha256(bytes),
      expiresAtMs: subject.clock.now() + 60_000,
    });
    const putPart = async (
      multipartId: string,
      partNumber: number,
      text: string,
      algorithm: PartAlgorithm = 'sha256',
    ) =>
      put(
        await bucket.multipart.signPart({ ...target(bytesOf(text), algorithm), multipartId, partNumber }),
        bytesOf(text),
      );
    const read = async (from: string, start: number, end: number): Promise<string> =>
      new Response(await bucket.objects.open(from, { start, end })).text();
    const head = async (from: string) => bucket.objects.head(from);

    it('joins exactly the listed parts, in their order', async () => {
      const upload = await bucket.multipart.create(newUpload(key));
      const [first, second] = [long('hello '), long('world')];
      await putPart(upload.multipartId, 2, second);
      await putPart(upload.multipartId, 3, '!');
      await putPart(upload.multipartId, 1, first);

      const parts = await bucket.multipart.listParts(upload);
      await bucket.multipart.complete({ ...newUpload(key), ...upload }, parts);

      expect(parts.map(({ partNumber, sizeBytes, checksum }) => [partNumber, sizeBytes, checksum])).toEqual([
        [1, first.length, told(first, 'parts')],
        [2, second.length, told(second, 'parts')],
        [3, 1, told('!', 'parts')],
      ]);
      const whole = `${first}${second}!`;
      expect((await head(key))?.sizeBytes).toBe(whole.length);
      expect(sha256(bytesOf(await read(key, 0, whole.length)))).toBe(sha256(bytesOf(whole)));
      const seam = { start: first.length - 2, end: first.length + 2 };
      expect(await read(key, seam.start, seam.end)).toBe(whole.slice(seam.start, seam.end));
    });

    it('a part sent again takes the place of the first', async () => {
      const upload = await bucket.multipart.create(newUpload(key));
      await putPart(upload.multipartId, 1, 'first');
      const answer = await putPart(upload.multipartId, 1, 'again');

      const parts = await bucket.multipart.listParts(upload);

      expect(parts).toEqual([
        { partNumber: 1, sizeBytes: 5, etag: answer.headers.get('etag'), checksum: told('again', 'parts') },
      ]);
    });

    it('the same bytes have the same ETag, also after a lost answer', async () => {
      const upload = await bucket.multipart.create(newUpload(key));

      const answers = [
        await putPart(upload.multipartId, 1, 'same'),
        await putPart(upload.multipartId, 1, 'same'),
      ];

      expect(answers[0]?.headers.get('etag')).toBe(answers[1]?.headers.get('etag'));
    });

    it('refuses to join a part that is no longer the one that was listed', async () => {
      const upload = await bucket.multipart.create(newUpload(key, 'none'));
      await putPart(upload.multipartId, 1, 'listed', 'none');
      const parts = await bucket.multipart.listParts(upload);
      await putPart(upload.multipartId, 1, 'change', 'none');

      await expect(bucket.multipart.complete({ ...newUpload(key), ...upload }, parts)).rejects.toMatchObject({
        code: 'no_such_object',
      });
      expect(await head(key)).toBeNull();
    });

    it('an upload that was completed or aborted is unknown, and takes no part', async () => {
      const aborted = await bucket.multipart.create(newUpload(key));
      const signed = await bucket.multipart.signPart({ ...target(bytesOf('x')), ...aborted, partNumber: 1 });
      await bucket.multipart.abort(aborted);
      const completed = await bucket.multipart.create(newUpload(key));
      await putPart(completed.multipartId, 1, 'x');
      const parts = await bucket.multipart.listParts(completed);
      await bucket.multipart.complete({ ...newUpload(key), ...completed }, parts);

      const late = await put(signed, bytesOf('x'));

      expect(late.status).toBe(storage.endpoint ? 403 : 404);
      for (const ended of [aborted, completed]) {
        await expect(bucket.multipart.listParts(ended)).rejects.toMatchObject({ code: 'no_such_upload' });
        await expect(bucket.multipart.abort(ended)).resolves.toBeUndefined();
      }
      expect(await read(key, 0, 1)).toBe('x');
    });

    it('takes a whole object in one request, and the last one wins', async () => {
      const first = await bucket.objects.signPut(target(bytesOf('one')));
      const second = await bucket.objects.signPut(target(bytesOf('two!')));

      const before = await head(key);
      await put(first, bytesOf('one'));
      await put(second, bytesOf('two!'));

      expect(before).toBeNull();
      expect(await head(key)).toMatchObject({ sizeBytes: 4, checksum: told('two!', 'direct') });
      expect(await read(key, 0, 4)).toBe('two!');
    });

    it('takes an empty object', async () => {
      const signed = await bucket.objects.signPut(target(bytesOf('')));

      const answer = await put(signed, bytesOf(''));

      expect(answer.status).toBe(200);
      expect(await head(key)).toMatchObject({ sizeBytes: 0 });
      expect(await read(key, 0, 0)).toBe('');
    });

    it('promotes the object that was proven, and no other', async () => {
      await put(await bucket.objects.signPut(target(bytesOf('proven'))), bytesOf('proven'));
      const etag = (await head(key))?.etag ?? '';

      await expect(
        bucket.objects.promote({ fromKey: key, toKey: finalKey, writeToken: token, etag: '"other"' }),
      ).rejects.toMatchObject({
        code: 'no_such_object',
      });
      await bucket.objects.promote({ fromKey: key, toKey: finalKey, writeToken: token, etag });

      expect([await head(key), (await head(finalKey))?.sizeBytes]).toEqual([null, 6]);
      await expect(
        bucket.objects.promote({ fromKey: key, toKey: finalKey, writeToken: token, etag }),
      ).rejects.toMatchObject({
        code: 'no_such_object',
      });
    });

    it('completing again changes nothing: it is as before, or the upload is unknown', async () => {
      const upload = await bucket.multipart.create(newUpload(key));
      await putPart(upload.multipartId, 1, 'once');
      const parts = await bucket.multipart.listParts(upload);
      await bucket.multipart.complete({ ...newUpload(key), ...upload }, parts);
      const before = await head(key);

      const again = await bucket.multipart.complete({ ...newUpload(key), ...upload }, parts).then(
        () => 'as before',
        (error: { code?: string }) => error.code,
      );

      expect(['as before', 'no_such_upload']).toContain(again);
      expect(await head(key)).toEqual(before);
    });

    it('a URL used after promotion never touches the promoted object', async () => {
      const signed = await bucket.objects.signPut(target(bytesOf('late')));
      await put(signed, bytesOf('late'));
      const etag = (await head(key))?.etag ?? '';
      await bucket.objects.promote({ fromKey: key, toKey: finalKey, writeToken: token, etag });
      const before = await head(finalKey);

      await put(signed, bytesOf('late'));

      expect(await head(finalKey)).toEqual(before);
    });

    it('a URL used after promotion or deletion brings nothing back, where this server takes the bytes', async () => {
      if (!storage.endpoint) return;
      const signed = await bucket.objects.signPut(target(bytesOf('late')));
      await put(signed, bytesOf('late'));
      await bucket.objects.promote({
        fromKey: key,
        toKey: finalKey,
        writeToken: token,
        etag: (await head(key))?.etag ?? '',
      });
      const afterPromotion = await put(signed, bytesOf('late'));
      await bucket.objects.signPut(target(bytesOf('late')));
      await bucket.objects.delete(key);
      const afterDeletion = await put(signed, bytesOf('late'));

      expect([afterPromotion.status, afterDeletion.status]).toEqual([403, 403]);
      expect(await head(key)).toBeNull();
      expect(await read(finalKey, 0, 4)).toBe('late');
    });

    it('deleting is done when it is done, also twice', async () => {
      await put(await bucket.objects.signPut(target(bytesOf('x'))), bytesOf('x'));

      await bucket.objects.delete(key);
      await bucket.objects.delete(key);

      expect(await head(key)).toBeNull();
      await expect(bucket.objects.open(key, { start: 0, end: 1 })).rejects.toMatchObject({
        code: 'no_such_object',
      });
    });

    it('takes the bytes of either checksum, and refuses others', async () => {
      if (!storage.checksumAlgorithms.parts.includes('crc32c')) return;
      const upload = await bucket.multipart.create(newUpload(key, 'crc32c'));
      const sign = (checksum: string) =>
        bucket.multipart.signPart({
          ...upload,
          key,
          partNumber: 1,
          sizeBytes: 9,
          algorithm: 'crc32c',
          checksum,
          expiresAtMs: subject.clock.now() + 60_000,
        });

      // The check value of CRC-32C: e3069283 for the digits from 1 to 9.
      const right = await put(await sign('4waSgw=='), bytesOf('123456789'));
      const wrong = await put(await sign('AAAAAA=='), bytesOf('123456789'));

      expect([right.status, wrong.status]).toEqual([200, storage.endpoint ? 422 : 400]);
      expect(await bucket.multipart.listParts(upload)).toMatchObject([{ checksum: '4waSgw==' }]);
    });

    it('R-A1 keeps what the server received itself, with its SHA-256, whether its length was known or not', async () => {
      const own = { key, writeToken: token };
      const sizes = [11, null] as const;

      for (const sizeBytes of sizes) {
        const stored = await bucket.objects.put({ ...own, sizeBytes }, chunksOf('hello ', 'world'));
        expect(stored).toMatchObject({ sizeBytes: 11, checksum: sha256(bytesOf('hello world')) });
        expect((await head(key))?.etag).toBe(stored.etag);
        expect(await read(key, 0, 11)).toBe('hello world');
      }
    });

    it('R-A1 keeps nothing of what it received itself when the body is cut or has another length', async () => {
      const own = { key, writeToken: token };
      async function* cut() {
        yield bytesOf('half');
        throw new Error('cut');
      }

      await expect(bucket.objects.put({ ...own, sizeBytes: null }, cut())).rejects.toThrow('cut');
      await expect(bucket.objects.put({ ...own, sizeBytes: 3 }, chunksOf('four'))).rejects.toMatchObject({
        code: 'part_size_mismatch',
      });
      await expect(bucket.objects.put({ ...own, sizeBytes: 5 }, chunksOf('four'))).rejects.toMatchObject({
        code: 'part_size_mismatch',
      });
      expect(await head(key)).toBeNull();
      expect((await bucket.list({ prefix: '', after: null })).items).toEqual([]);
      expect((await bucket.listUploads({ prefix: '', after: null })).items).toEqual([]);
    });

    const keep = (at: string, text: string) =>
      bucket.objects.put({ key: at, sizeBytes: null, writeToken: token }, chunksOf(text));
    async function everyPage<Item>(
      page: (after: string | null) => Promise<{ items: readonly Item[]; next: string | null }>,
    ): Promise<{ readonly pages: number; readonly items: Item[] }> {
      const items: Item[] = [];
      let after: string | null = null;
      for (let pages = 1; ; pages += 1) {
        const answer = await page(after);
        items.push(...answer.items);
        if (answer.next === null) return { pages, items };
        after = answer.next;
      }
    }

    it('lists the objects below a prefix, each once, in pages', async () => {
      const keys = ['a/1', 'a/10', 'a/2/x', 'ab/3', 'b/4'];
      for (const at of keys) await keep(at, at);

      const below = async (prefix: string, limit: number) =>
        everyPage((after) => bucket.list({ prefix, after, limit }));

      expect((await below('', 2)).items.map((item) => item.key).sort()).toEqual([...keys].sort());
      expect((await below('', 2)).pages).toBe(3);
      expect((await below('a/', 1)).items.map((item) => item.key).sort()).toEqual(['a/1', 'a/10', 'a/2/x']);
      expect((await below('a', 1000)).items).toHaveLength(4);
      expect((await below('nothing/', 10)).items).toEqual([]);
      const [item] = (await below('a/2/', 10)).items;
      expect(item?.sizeBytes).toBe(5);
      expect(Math.abs((item?.lastModifiedMs ?? 0) - subject.clock.now())).toBeLessThan(60_000);
    });

    it('R-C7 lists every unfinished upload, also one without a part, and none that ended', async () => {
      const keys = ['1', '2', '3'].map(temporaryKey);
      const uploads = [];
      for (const at of [...keys, key]) uploads.push(await bucket.multipart.create(newUpload(at)));
      const twice = await bucket.multipart.create(newUpload(key));
      const [aborted] = uploads;
      if (aborted) await bucket.multipart.abort(aborted);

      const { items, pages } = await everyPage((after) =>
        bucket.listUploads({ prefix: 'temp/uploads/', after, limit: 2 }),
      );

      const names = (list: readonly { key: string; multipartId: string }[]) =>
        list.map((upload) => `${upload.key} ${upload.multipartId}`).sort();
      expect(names(items)).toEqual(names([...uploads.slice(1), twice]));
      expect(pages).toBe(2);
      for (const { startedMs } of items) {
        expect(Math.abs(startedMs - subject.clock.now())).toBeLessThan(60_000);
      }
      expect((await bucket.listUploads({ prefix: 'tenants/', after: null })).items).toEqual([]);
    });

    it('deletes many objects at once, also ones that are not there', async () => {
      const keys = ['a/1', 'a/2', 'b/3'];
      for (const at of keys) await keep(at, at);

      const failed = await bucket.objects.deleteMany(['a/1', 'a/2', 'a/never']);

      expect(failed).toEqual([]);
      expect((await bucket.list({ prefix: '', after: null })).items.map((item) => item.key)).toEqual(['b/3']);
      expect(await bucket.objects.deleteMany([])).toEqual([]);
    });

    it('R-C9 tenants share one bucket, and with one each they never meet', async () => {
      const other = await subject.perTenant('suite-{tenant}');
      const [left, right] = [other.bucketOf('left'), other.bucketOf('right')];

      const upload = await left.multipart.create(newUpload(key));
      await left.objects.put({ key: finalKey, sizeBytes: null, writeToken: token }, chunksOf('of the left'));

      expect(storage.bucketOf('left').name).toBe(storage.bucketOf('right').name);
      expect([left.name, right.name]).toEqual(['suite-left', 'suite-right']);
      expect((await left.objects.head(finalKey))?.sizeBytes).toBe(11);
      expect(await right.objects.head(finalKey)).toBeNull();
      expect((await right.list({ prefix: '', after: null })).items).toEqual([]);
      expect((await right.listUploads({ prefix: '', after: null })).items).toEqual([]);
      await expect(right.multipart.listParts(upload)).rejects.toMatchObject({ code: 'no_such_upload' });
      expect(await left.multipart.listParts(upload)).toEqual([]);
      await left.multipart.abort(upload);
      await left.objects.delete(finalKey);
    });

    it('is ready', async () => {
      await expect(storage.check()).resolves.toBeUndefined();
    });
  });
}
