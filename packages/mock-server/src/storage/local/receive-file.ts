import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { unlink } from 'node:fs/promises';
import { ApiError } from '../../domain/api-error.ts';
import { createCrc32c } from '../crc32c.ts';
import type { PartHasher } from '../part-hasher.ts';
import type { UploadGrant } from '../signed-url.ts';
import { partSizeMismatch } from '../storage-endpoint.ts';
import { createFile } from './durable-files.ts';

/** Chunks come in 64 KiB; written one by one, most of the time would go into handing them to the thread pool. */
const writeBytes = 1024 * 1024;

/**
 * Streams a granted body into a new file at `path` and synchronises it. Memory stays flat: at most one block is being
 * written while the next one fills. On any failure nothing is left.
 */
export async function receiveFile(
  path: string,
  grant: UploadGrant,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  const hasher = await createHasher(grant);
  const handle = await createFile(path);
  try {
    await copy(handle, grant, body, hasher);
    // What the URL was signed for MUST be what arrived.
    if (hasher && hasher.digest() !== grant.checksum) {
      throw new ApiError('checksum_mismatch', 'The bytes do not have the checksum the URL was signed for');
    }
    await handle.datasync();
    await handle.close();
  } catch (error) {
    await discard(path, handle);
    throw error;
  }
}

async function copy(
  handle: FileHandle,
  grant: UploadGrant,
  body: AsyncIterable<Uint8Array>,
  hasher: PartHasher | undefined,
): Promise<void> {
  let received = 0;
  let block: Uint8Array[] = [];
  let blockBytes = 0;
  let writing: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    await writing;
    writing = writeAll(handle, block);
    // It is awaited before the next block or at the end; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
    block = [];
    blockBytes = 0;
  };

  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      // A body that runs over its length is cut off here, whatever its headers said.
      if (received > grant.sizeBytes) throw partSizeMismatch(grant);
      hasher?.update(chunk);
      block.push(chunk);
      blockBytes += chunk.byteLength;
      if (blockBytes >= writeBytes) await flush();
    }
    if (received !== grant.sizeBytes) throw partSizeMismatch(grant);
    await flush();
  } finally {
    // The file must not be closed under a write, nor that write's error replace the one on its way out.
    await writing.catch(() => undefined);
  }
  await writing;
}

/** `writev` may write less than asked, as `write(2)` does. */
async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  let rest = chunks;
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest);
    rest = skipBytes(rest, bytesWritten);
  }
}

function skipBytes(chunks: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let skipped = 0;
  for (const [index, chunk] of chunks.entries()) {
    const left = skipped + chunk.byteLength - count;
    if (left > 0) return [chunk.subarray(chunk.byteLength - left), ...chunks.slice(index + 1)];
    skipped += chunk.byteLength;
  }
  return [];
}

async function createHasher(grant: UploadGrant): Promise<PartHasher | undefined> {
  if (grant.algorithm === 'none') return undefined;
  if (grant.algorithm === 'crc32c') return createCrc32c();
  const hash = createHash('sha256');
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
}

async function discard(path: string, handle: FileHandle): Promise<void> {
  // The first error is the one to report; what cannot be removed now goes when the server starts again.
  await handle.close().catch(() => undefined);
  await unlink(path).catch(() => undefined);
}
