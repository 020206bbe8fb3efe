import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../domain/ports.ts';
import { temporaryKey } from './key-layout.ts';
import type { ObjectStorage, PartAlgorithm, SignedRequest } from './object-storage.ts';
import type { StorageEndpoint } from './storage-endpoint.ts';

export interface StorageUnderTest {
  readonly storage: ObjectStorage & { readonly endpoint: StorageEndpoint };
  readonly clock: Clock;
  remove(): Promise<void>;
}

const id = '0b6a5f0e-4a55-4f31-8b52-1c6b0f1f6c11';
const key = temporaryKey(id);
const finalKey = `tenants/t/files/${id}`;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The rules every object storage keeps. */
export function describeObjectStorage(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`${name} keeps the rules of an object storage`, () => {
    let subject: StorageUnderTest;
    let storage: StorageUnderTest['storage'];
    beforeEach(async () => {
      subject = await create();
      storage = subject.storage;
    });
    afterEach(() => subject.remove());

    const put = (signed: SignedRequest, body: Uint8Array<ArrayBuffer>): Promise<Response> =>
      storage.endpoint.fetch(
        new Request(signed.url, { method: signed.method, headers: signed.headers, body }),
      );
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
        await storage.multipart.signPart({ ...target(bytesOf(text), algorithm), multipartId, partNumber }),
        bytesOf(text),
      );
    const read = async (from: string, start: number, end: number): Promise<string> =>
      new Response(await storage.objects.open(from, { start, end })).text();
    const head = async (from: string) => storage.objects.head(from);

    it('joins exactly the listed parts, in their order', async () => {
      const upload = await storage.multipart.create(key);
      await putPart(upload.multipartId, 2, 'world');
      await putPart(upload.multipartId, 10, '!');
      await putPart(upload.multipartId, 1, 'hello ');

      const parts = await storage.multipart.listParts(upload);
      await storage.multipart.complete(upload, parts);

      expect(parts.map(({ partNumber, sizeBytes, checksum }) => [partNumber, sizeBytes, checksum])).toEqual([
        [1, 6, sha256(bytesOf('hello '))],
        [2, 5, sha256(bytesOf('world'))],
        [10, 1, sha256(bytesOf('!'))],
      ]);
      expect((await head(key))?.sizeBytes).toBe(12);
      expect(await read(key, 0, 12)).toBe('hello world!');
      expect(await read(key, 4, 8)).toBe('o wo');
    });

    it('a part sent again takes the place of the first', async () => {
      const upload = await storage.multipart.create(key);
      await putPart(upload.multipartId, 1, 'first');
      const answer = await putPart(upload.multipartId, 1, 'again');

      const parts = await storage.multipart.listParts(upload);

      expect(parts).toEqual([
        { partNumber: 1, sizeBytes: 5, etag: answer.headers.get('etag'), checksum: sha256(bytesOf('again')) },
      ]);
    });

    it('the same bytes have the same ETag, also after a lost answer', async () => {
      const upload = await storage.multipart.create(key);

      const answers = [
        await putPart(upload.multipartId, 1, 'same'),
        await putPart(upload.multipartId, 1, 'same'),
      ];

      expect(answers[0]?.headers.get('etag')).toBe(answers[1]?.headers.get('etag'));
    });

    it('refuses to join a part that is no longer the one that was listed', async () => {
      const upload = await storage.multipart.create(key);
      await putPart(upload.multipartId, 1, 'listed', 'none');
      const parts = await storage.multipart.listParts(upload);
      await putPart(upload.multipartId, 1, 'change', 'none');

      await expect(storage.multipart.complete(upload, parts)).rejects.toMatchObject({
        code: 'no_such_object',
      });
      expect(await head(key)).toBeNull();
    });

    it('an upload that was completed or aborted is unknown, and takes no part', async () => {
      const aborted = await storage.multipart.create(key);
      const signed = await storage.multipart.signPart({ ...target(bytesOf('x')), ...aborted, partNumber: 1 });
      await storage.multipart.abort(aborted);
      const completed = await storage.multipart.create(key);
      await putPart(completed.multipartId, 1, 'x');
      const parts = await storage.multipart.listParts(completed);
      await storage.multipart.complete(completed, parts);

      const late = await put(signed, bytesOf('x'));

      expect(late.status).toBe(403);
      await expect(storage.multipart.listParts(aborted)).rejects.toMatchObject({ code: 'no_such_upload' });
      await expect(storage.multipart.complete(completed, parts)).rejects.toMatchObject({
        code: 'no_such_upload',
      });
      await expect(storage.multipart.abort(aborted)).resolves.toBeUndefined();
    });

    it('takes a whole object in one request, and the last one wins', async () => {
      const first = await storage.objects.signPut(target(bytesOf('one')));
      const second = await storage.objects.signPut(target(bytesOf('two!')));

      const before = await head(key);
      await put(first, bytesOf('one'));
      await put(second, bytesOf('two!'));

      expect(before).toBeNull();
      expect(await head(key)).toMatchObject({ sizeBytes: 4, checksum: sha256(bytesOf('two!')) });
      expect(await read(key, 0, 4)).toBe('two!');
    });

    it('takes an empty object', async () => {
      const signed = await storage.objects.signPut(target(bytesOf('')));

      const answer = await put(signed, bytesOf(''));

      expect(answer.status).toBe(200);
      expect(await head(key)).toMatchObject({ sizeBytes: 0 });
      expect(await read(key, 0, 0)).toBe('');
    });

    it('promotes the object that was proven, and no other', async () => {
      await put(await storage.objects.signPut(target(bytesOf('proven'))), bytesOf('proven'));
      const etag = (await head(key))?.etag ?? '';

      await expect(
        storage.objects.promote({ fromKey: key, toKey: finalKey, etag: '"other"' }),
      ).rejects.toMatchObject({
        code: 'no_such_object',
      });
      await storage.objects.promote({ fromKey: key, toKey: finalKey, etag });

      expect([await head(key), (await head(finalKey))?.sizeBytes]).toEqual([null, 6]);
      await expect(storage.objects.promote({ fromKey: key, toKey: finalKey, etag })).rejects.toMatchObject({
        code: 'no_such_object',
      });
    });

    it('a URL used after promotion or deletion brings nothing back', async () => {
      const signed = await storage.objects.signPut(target(bytesOf('late')));
      await put(signed, bytesOf('late'));
      await storage.objects.promote({ fromKey: key, toKey: finalKey, etag: (await head(key))?.etag ?? '' });
      const afterPromotion = await put(signed, bytesOf('late'));
      await storage.objects.signPut(target(bytesOf('late')));
      await storage.objects.delete(key);
      const afterDeletion = await put(signed, bytesOf('late'));

      expect([afterPromotion.status, afterDeletion.status]).toEqual([403, 403]);
      expect(await head(key)).toBeNull();
      expect(await read(finalKey, 0, 4)).toBe('late');
    });

    it('deleting is done when it is done, also twice', async () => {
      await put(await storage.objects.signPut(target(bytesOf('x'))), bytesOf('x'));

      await storage.objects.delete(key);
      await storage.objects.delete(key);

      expect(await head(key)).toBeNull();
      await expect(storage.objects.open(key, { start: 0, end: 1 })).rejects.toMatchObject({
        code: 'no_such_object',
      });
    });

    it('takes the bytes of either checksum, and refuses others', async () => {
      const upload = await storage.multipart.create(key);
      const sign = (checksum: string) =>
        storage.multipart.signPart({
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

      expect([right.status, wrong.status]).toEqual([200, 422]);
      expect(await storage.multipart.listParts(upload)).toMatchObject([{ checksum: '4waSgw==' }]);
    });

    it('is ready', async () => {
      await expect(storage.check()).resolves.toBeUndefined();
    });
  });
}
