import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { StoredObject } from '../object-storage.ts';
import { StorageError } from '../storage-error.ts';
import { toS3StorageError } from './s3-error.ts';
import { type S3Place, tokenName } from './s3-place.ts';

/** What the store holds at a key. */
export async function headObject({ client, bucket }: S3Place, key: string): Promise<StoredObject | null> {
  try {
    const answer = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
    const checksum = answer.ChecksumSHA256 ?? answer.ChecksumCRC32C ?? null;
    return {
      sizeBytes: answer.ContentLength ?? 0,
      etag: answer.ETag ?? '',
      // «digest-3» is a checksum of checksums, of an object that was written in three parts.
      checksum: checksum?.includes('-') ? null : checksum,
      writeToken: answer.Metadata?.[tokenName] ?? '',
    };
  } catch (error) {
    const known = toS3StorageError(error);
    if (known instanceof StorageError && known.code === 'no_such_object') return null;
    throw known;
  }
}
