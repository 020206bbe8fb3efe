import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type Part,
} from '@aws-sdk/client-s3';
import type {
  MultipartReference,
  MultipartTarget,
  NewMultipart,
  StorageBucket,
  StoredPart,
} from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { bindingHeaders, s3Algorithms } from './checksum-binding.ts';
import { s3NameOf, toS3StorageError, withS3Errors } from './s3-error.ts';
import { headObject } from './s3-head.ts';
import { type S3Place, storedType, tokenName } from './s3-place.ts';

/** What stores say of an upload that was completed, aborted or never there; Ceph says it of its key. */
const unknownNames = new Set(['NoSuchUpload', 'NoSuchKey', 'NoSuchBucket']);

/** Uploads in pieces on S3. */
export function createS3Multipart(place: S3Place): StorageBucket['multipart'] {
  const { client, bucket, signer, enforcement } = place;
  const at = ({ key, multipartId }: MultipartReference) => ({
    Bucket: bucket,
    Key: key,
    UploadId: multipartId,
  });

  return {
    create: (upload) =>
      withS3Errors(async () => {
        await place.prepare();
        return { key: upload.key, multipartId: await createUpload(place, upload) };
      }),

    signPart: (target) =>
      withS3Errors(async () => {
        const headers = bindingHeaders(enforcement.parts, target);
        const url = await signer.sign({
          method: 'PUT',
          bucket,
          key: target.key,
          query: { partNumber: String(target.partNumber), uploadId: target.multipartId },
          headers: { ...headers, 'content-length': String(target.sizeBytes) },
          expiresAtMs: target.expiresAtMs,
          turn: target.partNumber - 1,
        });
        return { method: 'PUT', url, headers };
      }),

    async listParts(upload) {
      try {
        const parts = new Map<number, StoredPart>();
        let marker: string | undefined;
        do {
          const page = await client.send(new ListPartsCommand({ ...at(upload), PartNumberMarker: marker }));
          for (const part of page.Parts ?? []) parts.set(part.PartNumber ?? 0, toStoredPart(part));
          const next = page.IsTruncated ? page.NextPartNumberMarker : undefined;
          if (next !== undefined && Number(next) <= Number(marker ?? 0)) {
            throw new StorageError('unavailable', 'The store lists the same parts again and again');
          }
          marker = next;
        } while (marker !== undefined);
        return [...parts.values()].sort((left, right) => left.partNumber - right.partNumber);
      } catch (error) {
        throw unknownUpload(error) ?? toS3StorageError(error);
      }
    },

    async complete(upload, parts) {
      try {
        await completeUpload(place, upload, parts);
      } catch (error) {
        // A lost answer, an error in a 200, or «no such upload» to the second request: the object itself decides.
        const sizeBytes = parts.reduce((total, part) => total + part.sizeBytes, 0);
        if (await isJoined(place, upload, sizeBytes)) return;
        throw toS3StorageError(error);
      }
    },

    async abort(upload) {
      try {
        await client.send(new AbortMultipartUploadCommand(at(upload)));
      } catch (error) {
        if (unknownUpload(error) === undefined) throw toS3StorageError(error);
      }
    },
  };
}

/** Begins an upload; answers the store's own id for it. */
export async function createUpload(
  { client, bucket, enforcement }: S3Place,
  { key, writeToken, algorithm }: NewMultipart,
): Promise<string> {
  const hasHeader = algorithm !== 'none' && enforcement.parts[algorithm] === 'checksum-header';
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      ContentType: storedType,
      Metadata: { [tokenName]: writeToken },
      // Once an upload has an algorithm every part has to come with its checksum.
      ...(hasHeader ? { ChecksumAlgorithm: s3Algorithms[algorithm] } : {}),
    }),
  );
  if (UploadId !== undefined) return UploadId;
  throw new StorageError('unavailable', 'The store began an upload without an id');
}

/** Joins exactly these parts. The SDK turns a 200 with an error in its body, or with none, into a failure. */
export async function completeUpload(
  { client, bucket, enforcement }: S3Place,
  { key, multipartId, algorithm }: MultipartTarget,
  parts: readonly Pick<StoredPart, 'partNumber' | 'etag' | 'checksum'>[],
): Promise<void> {
  const hasHeader = algorithm !== 'none' && enforcement.parts[algorithm] === 'checksum-header';
  await client.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      UploadId: multipartId,
      MultipartUpload: {
        Parts: parts.map(({ partNumber, etag, checksum }) => ({
          PartNumber: partNumber,
          ETag: etag,
          // Only an upload that was begun with an algorithm takes checksums.
          ...(hasHeader ? { [`Checksum${s3Algorithms[algorithm]}`]: checksum } : {}),
        })),
      },
    }),
  );
}

async function isJoined(place: S3Place, upload: MultipartTarget, sizeBytes: number): Promise<boolean> {
  try {
    const object = await headObject(place, upload.key);
    return object?.sizeBytes === sizeBytes && object.writeToken === upload.writeToken;
  } catch {
    // A store that cannot be asked either proves nothing; the first error is the one to report.
    return false;
  }
}

function toStoredPart(part: Part): StoredPart {
  return {
    partNumber: part.PartNumber ?? 0,
    sizeBytes: part.Size ?? 0,
    etag: part.ETag ?? '',
    checksum: part.ChecksumSHA256 ?? part.ChecksumCRC32C ?? null,
  };
}

function unknownUpload(error: unknown): StorageError | undefined {
  if (!unknownNames.has(s3NameOf(error) ?? '')) return undefined;
  return new StorageError('no_such_upload', 'There is no upload with this id', { cause: error });
}
