import { DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import type { StorageBucket } from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { bindingHeaders } from './checksum-binding.ts';
import { s3NameOf, toS3StorageError, withS3Errors } from './s3-error.ts';
import { headObject } from './s3-head.ts';
import { putOwnBytes } from './s3-own-put.ts';
import type { S3Place } from './s3-place.ts';
import { type CopySizes, promoteObject } from './s3-promotion.ts';

/** S3 takes no more keys in one request. */
const deletedAtOnce = 1000;

/** Whole objects on S3. */
export function createS3Objects(place: S3Place, copySizes: CopySizes): StorageBucket['objects'] {
  const { client, bucket, signer, enforcement } = place;

  return {
    signPut: (target) =>
      withS3Errors(async () => {
        await place.prepare();
        const headers = bindingHeaders(enforcement.direct, target);
        const url = await signer.sign({
          method: 'PUT',
          bucket,
          key: target.key,
          query: {},
          headers: { ...headers, 'content-length': String(target.sizeBytes) },
          expiresAtMs: target.expiresAtMs,
        });
        return { method: 'PUT', url, headers };
      }),

    signRead: ({ key, expiresAtMs, contentType, disposition }) =>
      withS3Errors(() =>
        signer.sign({
          method: 'GET',
          bucket,
          key,
          query: { 'response-content-type': contentType, 'response-content-disposition': disposition },
          headers: {},
          expiresAtMs,
        }),
      ),

    head: (key) => headObject(place, key),

    open: (key, { start, end }) =>
      withS3Errors(async () => {
        // There is no way to ask S3 for no bytes.
        if (start === end) {
          if (await headObject(place, key)) return new Blob([]).stream();
          throw new StorageError('no_such_object', 'There is no object at this key');
        }
        const Range = `bytes=${start}-${end - 1}`;
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
        if (!Body) throw new StorageError('unavailable', 'The store answered without the bytes');
        return Body.transformToWebStream() as ReadableStream<Uint8Array<ArrayBuffer>>;
      }),

    put: (target, body) =>
      withS3Errors(async () => {
        await place.prepare();
        return putOwnBytes(place, target, body);
      }),

    promote: (move) => withS3Errors(() => promoteObject(place, move, copySizes)),

    async delete(key) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (!isNothingThere(error)) throw toS3StorageError(error);
      }
    },

    async deleteMany(keys) {
      const failed: string[] = [];
      for (let start = 0; start < keys.length; start += deletedAtOnce) {
        failed.push(...(await deletePage(place, keys.slice(start, start + deletedAtOnce))));
      }
      return failed;
    },
  };
}

async function deletePage(place: S3Place, keys: readonly string[]): Promise<readonly string[]> {
  const { client, bucket, log } = place;
  try {
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
    return Errors.filter(({ Code }) => Code !== 'NoSuchKey').flatMap(({ Key }) => Key ?? []);
  } catch (error) {
    if (isNothingThere(error)) return [];
    log({ level: 'warn', event: 'storage.delete_many_failed', count: keys.length, error });
    return keys;
  }
}

function isNothingThere(error: unknown): boolean {
  return ['NoSuchKey', 'NoSuchBucket', 'NotFound'].includes(s3NameOf(error) ?? '');
}
