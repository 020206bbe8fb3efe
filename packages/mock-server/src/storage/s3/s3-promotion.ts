import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { PromotionTarget } from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { headObject } from './s3-head.ts';
import { completeUpload, createUpload } from './s3-multipart.ts';
import { type S3Place, storedType, tokenName } from './s3-place.ts';
import { encodeKey } from './s3-signer.ts';

export interface CopySizes {
  /** Larger objects are copied in parts: S3 takes no more in one request. */
  readonly singleCopyBytes: number;
  /** All parts but the last have this size. */
  readonly copyPartBytes: number;
}

const gibibyte = 1024 ** 3;
export const s3CopySizes: CopySizes = { singleCopyBytes: 5 * gibibyte, copyPartBytes: gibibyte };
const copiesAtOnce = 4;

/** Moves the proven object to its final key, by a copy within the store. */
export async function promoteObject(place: S3Place, move: PromotionTarget, sizes: CopySizes): Promise<void> {
  const { fromKey, toKey, etag, writeToken } = move;
  const source = await headObject(place, fromKey);
  if (source?.etag !== etag) throw notTheOne();

  const copiedEtag =
    source.sizeBytes > sizes.singleCopyBytes
      ? await copyInParts(place, move, { sizeBytes: source.sizeBytes, copyPartBytes: sizes.copyPartBytes })
      : await copyWhole(place, move);
  await requireCopied(place, move, { sizeBytes: source.sizeBytes, copiedEtag });

  try {
    await place.client.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: fromKey }));
  } catch (error) {
    // The file is where it belongs; what is left behind is found by listing the temporary keys.
    place.log({ level: 'warn', event: 'storage.temporary_object_kept', sessionId: writeToken, toKey, error });
  }
}

async function copyWhole({ client, bucket }: S3Place, move: PromotionTarget): Promise<string | undefined> {
  const { CopyObjectResult } = await client.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: move.toKey,
      CopySource: `${bucket}/${encodeKey(move.fromKey)}`,
      CopySourceIfMatch: move.etag,
      MetadataDirective: 'REPLACE',
      Metadata: { [tokenName]: move.writeToken },
      ContentType: storedType,
    }),
  );
  return CopyObjectResult?.ETag;
}

async function copyInParts(
  place: S3Place,
  move: PromotionTarget,
  { sizeBytes, copyPartBytes }: { readonly sizeBytes: number; readonly copyPartBytes: number },
): Promise<undefined> {
  const { client, bucket } = place;
  const upload = { key: move.toKey, writeToken: move.writeToken, algorithm: 'none' } as const;
  const multipartId = await createUpload(place, upload);
  try {
    const numbers = Array.from({ length: Math.ceil(sizeBytes / copyPartBytes) }, (_, index) => index + 1);
    const parts = await mapConcurrently(numbers, copiesAtOnce, async (partNumber) => {
      const start = (partNumber - 1) * copyPartBytes;
      const end = Math.min(start + copyPartBytes, sizeBytes);
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({
          Bucket: bucket,
          Key: move.toKey,
          UploadId: multipartId,
          PartNumber: partNumber,
          CopySource: `${bucket}/${encodeKey(move.fromKey)}`,
          CopySourceIfMatch: move.etag,
          CopySourceRange: `bytes=${start}-${end - 1}`,
        }),
      );
      return { partNumber, etag: CopyPartResult?.ETag ?? '', checksum: null };
    });
    await completeUpload(place, { ...upload, multipartId }, parts);
  } catch (error) {
    const dropped = { Bucket: bucket, Key: move.toKey, UploadId: multipartId };
    // The first error is the one to report; an upload left behind is found by listing.
    await client.send(new AbortMultipartUploadCommand(dropped)).catch(() => undefined);
    throw error;
  }
  return undefined;
}

/**
 * A store that honours the condition on the source has copied the right one when it says that it copied. Others ignore
 * the condition: an object that had the same ETag before the copy and after it was the one that was copied, and the copy's
 * own ETag is compared too. Nobody was asked about the condition of a copy in parts.
 */
async function requireCopied(
  place: S3Place,
  move: PromotionTarget,
  { sizeBytes, copiedEtag }: { readonly sizeBytes: number; readonly copiedEtag: string | undefined },
): Promise<void> {
  if (place.honoursCopyConditions && copiedEtag !== undefined) return;
  const [source, copy] = [await headObject(place, move.fromKey), await headObject(place, move.toKey)];
  const isUnchanged = source?.etag === move.etag && copy?.sizeBytes === sizeBytes;
  const isSame =
    copiedEtag === undefined || isOfParts(move.etag) || bareEtag(copiedEtag) === bareEtag(move.etag);
  if (isUnchanged && isSame) return;
  await place.client.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: move.toKey }));
  throw notTheOne();
}

/** Ceph tells the ETag of a copy without its quotes. */
function bareEtag(etag: string): string {
  return etag.replaceAll('"', '');
}

/** Such an object was joined by the store; no URL writes to it, and a copy of it may have an ETag of another form. */
function isOfParts(etag: string): boolean {
  return /-\d+"?$/.test(etag);
}

function notTheOne(): StorageError {
  return new StorageError('no_such_object', 'The object to promote is not there, or is another one');
}
