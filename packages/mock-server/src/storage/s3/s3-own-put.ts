import { createHash } from 'node:crypto';
import { AbortMultipartUploadCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { OwnPut, StoredObject, StoredPart } from '../object-storage.ts';
import { partSizeMismatch } from '../storage-endpoint.ts';
import { headObject } from './s3-head.ts';
import { completeUpload, createUpload } from './s3-multipart.ts';
import { type S3Place, storedType, tokenName } from './s3-place.ts';

/** Held in memory while it is sent, so that the SDK can send it again. */
const blockBytes = 8 * 1024 * 1024;

/** Sends bytes this server receives: in one request when they fit a block, else in equal parts. */
export async function putOwnBytes(
  place: S3Place,
  target: OwnPut,
  body: AsyncIterable<Uint8Array>,
): Promise<StoredObject> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      sizeBytes += chunk.byteLength;
      if (target.sizeBytes !== null && sizeBytes > target.sizeBytes) throw partSizeMismatch(target.sizeBytes);
      hash.update(chunk);
      yield chunk;
    }
    if (target.sizeBytes !== null && sizeBytes !== target.sizeBytes) throw partSizeMismatch(target.sizeBytes);
  };

  const blocks = toBlocks(counted());
  const first = (await blocks.next()).value ?? Buffer.alloc(0);
  if (first.byteLength < blockBytes) await putWhole(place, target, first);
  else await putParts(place, target, { first, rest: blocks });
  const etag = (await headObject(place, target.key))?.etag ?? '';
  return { sizeBytes, etag, checksum: hash.digest('base64'), writeToken: target.writeToken };
}

async function putWhole({ client, bucket }: S3Place, target: OwnPut, bytes: Buffer): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: target.key,
      Body: bytes,
      ContentLength: bytes.byteLength,
      ContentType: storedType,
      Metadata: { [tokenName]: target.writeToken },
    }),
  );
}

async function putParts(
  place: S3Place,
  { key, writeToken }: OwnPut,
  { first, rest }: { readonly first: Buffer; readonly rest: AsyncGenerator<Buffer> },
): Promise<void> {
  const { client, bucket } = place;
  const upload = { key, writeToken, algorithm: 'none' } as const;
  const multipartId = await createUpload(place, upload);
  const parts: Pick<StoredPart, 'partNumber' | 'etag' | 'checksum'>[] = [];
  const send = async (bytes: Buffer): Promise<void> => {
    const partNumber = parts.length + 1;
    const { ETag = '' } = await client.send(
      new UploadPartCommand({
        Bucket: bucket,
        Key: key,
        UploadId: multipartId,
        PartNumber: partNumber,
        Body: bytes,
        ContentLength: bytes.byteLength,
      }),
    );
    parts.push({ partNumber, etag: ETag, checksum: null });
  };
  try {
    await send(first);
    for await (const block of rest) await send(block);
    await completeUpload(place, { ...upload, multipartId }, parts);
  } catch (error) {
    const dropped = { Bucket: bucket, Key: key, UploadId: multipartId };
    // The first error is the one to report; an upload left behind is found by listing.
    await client.send(new AbortMultipartUploadCommand(dropped)).catch(() => undefined);
    throw error;
  }
}

/** Blocks of one size, the last one shorter; nothing for no bytes. */
async function* toBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (heldBytes + rest.byteLength >= blockBytes) {
      const taken = blockBytes - heldBytes;
      yield Buffer.concat([...held, rest.subarray(0, taken)]);
      rest = rest.subarray(taken);
      held = [];
      heldBytes = 0;
    }
    held.push(rest);
    heldBytes += rest.byteLength;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
  return undefined;
}
